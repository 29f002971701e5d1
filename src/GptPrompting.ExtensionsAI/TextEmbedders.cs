using GptPrompting.Demonstrations;
using Microsoft.Extensions.AI;

namespace GptPrompting.ExtensionsAI;

/// <summary>Vectors for choosing demonstrations from generators of Microsoft.Extensions.AI.</summary>
public static class TextEmbedders
{
    /// <summary>
    /// Lets any generator of embeddings choose demonstrations; see <see
    /// cref="DemonstrationMethod.NearestByEmbedding"/>.
    /// </summary>
    /// <param name="generator">The generator; it stays the caller's.</param>
    /// <param name="options">Is given to it with every call; null for its own defaults.</param>
    /// <returns>An embedder; one call of it is one call of the generator.</returns>
    public static TextEmbedder AsTextEmbedder(
        this IEmbeddingGenerator<string, Embedding<float>> generator, EmbeddingGenerationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(generator);
        return async (texts, cancellationToken) =>
        {
            GeneratedEmbeddings<Embedding<float>> embeddings =
                await generator.GenerateAsync(texts, options, cancellationToken).ConfigureAwait(false);
            return [.. embeddings.Select(embedding => embedding.Vector)];
        };
    }
}

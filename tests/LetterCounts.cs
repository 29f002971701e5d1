using Microsoft.Extensions.AI;

namespace GptPrompting.Tests;

/// <summary>Embeds a text as how many a and how many b it has.</summary>
internal sealed class LetterCounts : IEmbeddingGenerator<string, Embedding<float>>
{
    public EmbeddingGenerationOptions? Options { get; private set; }

    /// <summary>How many texts were embedded.</summary>
    public int Texts { get; private set; }

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values,
        EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        Options = options;
        Texts += values.Count();
        return [.. values.Select(text =>
            new Embedding<float>(new float[] { text.Count(c => c == 'a'), text.Count(c => c == 'b') }))];
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}

namespace GptPrompting.Demonstrations;

/// <summary>
/// Turns texts into vectors whose cosine says how alike the texts are. <c>LanguageModel.AsTextEmbedder</c> and
/// <c>EmbeddingModel.AsTextEmbedder</c> give one; so can any other source of vectors.
/// </summary>
/// <param name="texts">One text or more.</param>
/// <param name="cancellationToken">Ends the computation.</param>
/// <returns>One vector for each text in the texts' order, all of the same length.</returns>
public delegate ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> TextEmbedder(
    IReadOnlyList<string> texts, CancellationToken cancellationToken);

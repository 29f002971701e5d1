using GptPrompting.States;

namespace GptPrompting;

public sealed partial class MaskedLanguageModel
{
    /// <inheritdoc cref="EmbeddingModel.Embed"/>
    public float[] Embed(
        string text, EmbeddingOptions? options = null, CancellationToken cancellationToken = default) =>
        _states.Embed([text], options ?? new EmbeddingOptions(), cancellationToken)[0];

    /// <inheritdoc cref="EmbeddingModel.EmbedBatch"/>
    public IReadOnlyList<float[]> EmbedBatch(
        IReadOnlyList<string> texts,
        EmbeddingOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return _states.Embed(texts, options ?? new EmbeddingOptions(), cancellationToken);
    }

    /// <inheritdoc cref="EmbeddingModel.Inspect"/>
    public TextStates Inspect(string text, CancellationToken cancellationToken = default) =>
        _states.Inspect(text, cancellationToken);
}

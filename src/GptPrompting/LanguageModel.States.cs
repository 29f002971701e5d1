using GptPrompting.Models;
using GptPrompting.States;

namespace GptPrompting;

public sealed partial class LanguageModel
{
    /// <inheritdoc cref="EmbeddingModel.Embed"/>
    public float[] Embed(
        string text, EmbeddingOptions? options = null, CancellationToken cancellationToken = default) =>
        States().Embed([text], options ?? new EmbeddingOptions(), cancellationToken)[0];

    /// <inheritdoc cref="EmbeddingModel.EmbedBatch"/>
    public IReadOnlyList<float[]> EmbedBatch(
        IReadOnlyList<string> texts,
        EmbeddingOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return States().Embed(texts, options ?? new EmbeddingOptions(), cancellationToken);
    }

    /// <inheritdoc cref="EmbeddingModel.Inspect"/>
    public TextStates Inspect(string text, CancellationToken cancellationToken = default) =>
        States().Inspect(text, cancellationToken);

    private StateReader States() => ((_model as PrefixCachingModel)?.Inner ?? _model) is IStateSource source
        ? new StateReader(Tokenizer, source, ContextLength)
        : throw new NotSupportedException(
            "Only models that were loaded from a folder show their states; this one is of another kind.");
}

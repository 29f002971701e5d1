using GptPrompting.Models;
using GptPrompting.Models.Layers;
using GptPrompting.States;

namespace GptPrompting;

public sealed partial class LanguageModel
{
    /// <inheritdoc cref="EmbeddingModel.Embed"/>
    /// <remarks>
    /// Where the graph does not give its last hidden state, the first call opens it once more in memory, rewritten to
    /// do so: it then takes twice the memory until this model is disposed.
    /// </remarks>
    public float[] Embed(
        string text, EmbeddingOptions? options = null, CancellationToken cancellationToken = default) =>
        States(HasLast).Embed([text], options ?? new EmbeddingOptions(), cancellationToken)[0];

    /// <inheritdoc cref="EmbeddingModel.EmbedBatch"/>
    /// <inheritdoc cref="Embed" path="/remarks"/>
    public IReadOnlyList<float[]> EmbedBatch(
        IReadOnlyList<string> texts,
        EmbeddingOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return States(HasLast).Embed(texts, options ?? new EmbeddingOptions(), cancellationToken);
    }

    /// <inheritdoc cref="EmbeddingModel.Inspect"/>
    /// <remarks>
    /// Where the graph gives nothing of it, the last hidden state is added as for <see cref="Embed"/>.
    /// </remarks>
    public TextStates Inspect(string text, CancellationToken cancellationToken = default) =>
        States(outputs => !outputs.IsEmpty).Inspect(text, cancellationToken);

    private static bool HasLast(StateOutputs outputs) => outputs.Last is not null;

    private StateReader States(Predicate<StateOutputs> isEnough)
    {
        var own = ModelLayer.Innermost(_model) as IStateSource;
        IStateSource source = own is not null && (isEnough(own.States) || AddedStates is null)
            ? own
            : AddedStates?.Source ?? throw new NotSupportedException(
                "Only models that were loaded from a folder show their states; this one is of another kind.");
        return new StateReader(Tokenizer, source, ContextLength);
    }
}

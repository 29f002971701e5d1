using GptPrompting.Demonstrations;
using GptPrompting.Prompts;
using GptPrompting.States;

namespace GptPrompting;

public sealed partial class LanguageModel
{
    /// <summary>
    /// Renders a prompt so that it fits into the context together with the output: whole demonstrations are left out,
    /// the least useful first, and text is never cut. What was left out is in the result.
    /// </summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="variables">Values by name, as for <c>Prompt.Render</c>.</param>
    /// <param name="demonstrations">
    /// What to show, in this order; the one of the highest rank goes first. Null takes those that the prompt shows by
    /// itself, the first of them as the most useful.
    /// </param>
    /// <param name="options">Room for the output, and whether leaving out is allowed; null is the default.</param>
    /// <param name="cancellationToken">Ends the rendering early.</param>
    /// <exception cref="ArgumentException">
    /// The prompt is too long without any demonstration, or with all of them and <see
    /// cref="PromptFitOptions.Strict"/>; the message names the tokens, the limit and what to do. Or a variable is
    /// wrong, as for <c>Prompt.Render</c>.
    /// </exception>
    /// <exception cref="PromptFormatException">The template uses an undefined variable or meets a limit.</exception>
    public FittedPrompt FitPrompt(
        Prompt prompt,
        IReadOnlyDictionary<string, object?> variables,
        IReadOnlyList<SelectedDemonstration>? demonstrations = null,
        PromptFitOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(variables);
        demonstrations ??= [.. prompt.Shown(variables).Select((each, i) => new SelectedDemonstration(each, i, i))];
        var fit = new PromptFit(
            prompt.Name,
            ContextLength,
            options ?? new PromptFitOptions(),
            shown => prompt.Render(variables, [.. shown.Select(each => each.Demonstration)], cancellationToken),
            text => Tokenizer.Encode(text, addSpecialTokens: true).Length);
        return fit.Fit(demonstrations);
    }

    /// <summary>
    /// The model's own vectors for choosing demonstrations: as <see cref="EmbedBatch"/> gives them, by default the mean
    /// of the last hidden states.
    /// </summary>
    /// <param name="options">How states become a vector; null is the default.</param>
    /// <returns>
    /// An embedder that answers at once; it throws what <see cref="EmbedBatch"/> throws, for example where the graph
    /// gives no states and cannot be rewritten to.
    /// </returns>
    public TextEmbedder AsTextEmbedder(EmbeddingOptions? options = null) => (texts, cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<ReadOnlyMemory<float>>>(
            [.. EmbedBatch(texts, options, cancellationToken).Select(vector => vector.AsMemory())]);
}

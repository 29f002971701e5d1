using GptPrompting.Demonstrations;
using GptPrompting.Prompts;
using GptPrompting.Scoring;

namespace GptPrompting;

public sealed partial class LanguageModel
{
    /// <summary>
    /// Chooses the label that the model finds most probable after a prompt. What the labels share, the prompt above
    /// all, is read once.
    /// </summary>
    /// <param name="prompt">
    /// The text that ends where the label begins. Where it does not end in white space, a space before the label
    /// belongs to the label.
    /// </param>
    /// <param name="labels">
    /// The labels, one or more, no two the same, none blank. They may have several tokens, and share some: a label
    /// whose tokens begin another one counts only as far as the model does not go on to that one.
    /// </param>
    /// <param name="options">
    /// How labels are compared; null is the default. Contextual calibration needs a prompt folder or a <see
    /// cref="ClassificationRequest"/>, because only they know what the input is.
    /// </param>
    /// <param name="cancellationToken">Ends the call with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">
    /// There is no label, one is blank, two are the same text or the same tokens, a label does not fit into the context
    /// behind the prompt, or the options lack something.
    /// </exception>
    /// <exception cref="InvalidOperationException">No label has a probability above 0.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public Classification Classify(
        string prompt,
        IReadOnlyList<string> labels,
        ClassificationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(labels);
        return ClassifyBatch([new(prompt, labels)], options, cancellationToken: cancellationToken)[0];
    }

    /// <summary>
    /// Chooses among the labels of a prompt folder, <see cref="Prompt.Labels"/>. Demonstrations that do not fit before
    /// the longest label are left out, the last of them first; <see cref="Classification.LeftOut"/> says how many.
    /// </summary>
    /// <param name="prompt">A prompt whose settings have <c>choices</c>.</param>
    /// <param name="variables">Values by name, as for <c>Prompt.Render</c>.</param>
    /// <param name="options">How labels are compared; null is the default.</param>
    /// <param name="demonstrations">
    /// What to show, in this order; null for the prompt's own choice. Where the last is not the least useful, give what
    /// <see cref="FitPrompt"/> shows of them.
    /// </param>
    /// <param name="cancellationToken">Ends the call with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">
    /// The prompt has no labels, or no variable <see cref="ClassificationOptions.InputVariable"/> for calibration; a
    /// variable is wrong; it is too long without demonstrations, or with all of them and <see
    /// cref="ClassificationOptions.Strict"/>; or as for the other form.
    /// </exception>
    /// <exception cref="PromptFormatException">The template uses an undefined variable or meets a limit.</exception>
    /// <inheritdoc cref="Classify(string, IReadOnlyList{string}, ClassificationOptions?, CancellationToken)"
    /// path="/exception[@cref='T:System.InvalidOperationException' or @cref='T:System.ObjectDisposedException']"/>
    public Classification Classify(
        Prompt prompt,
        IReadOnlyDictionary<string, object?> variables,
        ClassificationOptions? options = null,
        IReadOnlyList<Demonstration>? demonstrations = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(variables);
        options ??= new ClassificationOptions();
        IReadOnlyDictionary<string, object?>[] inputs = PromptClassification.Inputs(prompt, variables, options);
        demonstrations ??= prompt.Shown(variables);
        FittedPrompt[] fitted = FitLabels(prompt, inputs, demonstrations, options, cancellationToken);

        // All show the same, as many as fit into each.
        int count = fitted.Min(each => each.Shown.Count);
        Demonstration[] shown = [.. demonstrations.Take(count)];
        string[] texts = [.. fitted.Zip(inputs, (text, input) => text.Shown.Count == count
            ? text.Text
            : prompt.Render(input, shown, cancellationToken))];
        ClassificationRequest request = PromptClassification.RequestOf(prompt, texts);
        return ClassifyBatch([request], options, cancellationToken: cancellationToken)[0] with
        {
            LeftOut = demonstrations.Count - count,
        };
    }

    private FittedPrompt[] FitLabels(
        Prompt prompt,
        IReadOnlyDictionary<string, object?>[] inputs,
        IReadOnlyList<Demonstration> demonstrations,
        ClassificationOptions options,
        CancellationToken cancellationToken)
    {
        string bare = prompt.Render(inputs[0], [], cancellationToken);
        var room = new PromptFitOptions
        {
            MaxOutputTokens = prompt.Labels.Max(label => ContinuationTokens
                .Split(Tokenizer, _prefixId, bare, AnswerStart.After(bare, label)).Continuation.Length),
            Strict = options.Strict,
            IsForLabels = true,
        };
        SelectedDemonstration[] ranked =
            [.. demonstrations.Select((each, i) => new SelectedDemonstration(each, i, i))];
        return [.. inputs.Select(each => FitPrompt(prompt, each, ranked, room, cancellationToken))];
    }

    /// <summary>
    /// Classifies any number of texts. What they share is read once: few-shot prompts that begin alike, content-free
    /// prompts, each prompt before its labels.
    /// </summary>
    /// <param name="requests">
    /// The prompts with their labels; none is fine. <see cref="PromptClassification.Request"/> makes one of a prompt
    /// folder.
    /// </param>
    /// <param name="options">How labels are compared; null is the default.</param>
    /// <param name="batchOptions">How texts are read side by side; null is the default.</param>
    /// <param name="progress">Told after each label behind each text, on this thread.</param>
    /// <param name="cancellationToken">Ends the call with <see cref="OperationCanceledException"/>.</param>
    /// <returns>One classification for each request, in their order.</returns>
    /// <exception cref="ArgumentException">
    /// A request cannot be classified, as for the other forms; the message names its index.
    /// </exception>
    /// <exception cref="InvalidOperationException">No label of a request has a probability above 0.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public IReadOnlyList<Classification> ClassifyBatch(
        IEnumerable<ClassificationRequest> requests,
        ClassificationOptions? options = null,
        BatchOptions? batchOptions = null,
        IProgress<BatchProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var batch = new ClassificationBatch(requests, options ?? new ClassificationOptions());
        var items = batch.Split(SplitterOf(), cancellationToken);
        ContinuationScore[] scores = new ContinuationScore[items.Count];
        foreach ((int index, ContinuationScore score) in Stream(items, batchOptions, progress, cancellationToken))
        {
            scores[index] = score;
        }

        return batch.Join(scores);
    }
}

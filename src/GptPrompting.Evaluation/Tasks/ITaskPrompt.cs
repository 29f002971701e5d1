namespace GptPrompting.Evaluation.Tasks;

/// <summary>How a task writes samples as prompts.</summary>
public interface ITaskPrompt
{
    /// <summary>
    /// Everything that decides what is written: templates, partials, delimiters. Runs whose prompts differ in this are
    /// different runs.
    /// </summary>
    string Identity { get; }

    /// <summary>The prompt of a sample behind solved ones.</summary>
    /// <param name="sample">What is asked.</param>
    /// <param name="demonstrations">What is shown, in this order; none is fine.</param>
    /// <param name="cancellationToken">Ends the rendering early.</param>
    /// <exception cref="Prompts.PromptFormatException">
    /// The template uses an undefined variable or meets a limit.
    /// </exception>
    PromptText Render(
        Sample sample, IReadOnlyList<Sample> demonstrations, CancellationToken cancellationToken = default);

    /// <summary>The same prompt with an input that says nothing in place of the sample's, for calibration.</summary>
    /// <param name="sample">Whose other variables are taken.</param>
    /// <param name="demonstrations">What is shown, in this order.</param>
    /// <param name="input">The content-free input, such as <c>N/A</c>.</param>
    /// <param name="cancellationToken">Ends the rendering early.</param>
    /// <returns>Null where the prompt has no one input to replace.</returns>
    string? RenderContentFree(
        Sample sample,
        IReadOnlyList<Sample> demonstrations,
        string input,
        CancellationToken cancellationToken = default);

    /// <summary>What is scored for an answer: the answer behind what parts it from the prompt.</summary>
    /// <param name="prompt">The prompt that it follows.</param>
    /// <param name="answer">One of <see cref="Sample.Choices"/>, or <see cref="Sample.Target"/>.</param>
    string Continuation(string prompt, string answer);
}

namespace GptPrompting.Scoring;

/// <summary>A text to be classified, as the prompt that ends where its label begins.</summary>
/// <param name="Prompt">
/// The prompt. Where it does not end in white space, each label gets a space before it.
/// </param>
/// <param name="Labels">The labels to choose from, one or more, no two the same, none blank.</param>
public sealed record ClassificationRequest(string Prompt, IReadOnlyList<string> Labels)
{
    /// <summary>
    /// The same prompt with inputs that say nothing; contextual calibration needs one or more, and nothing else reads
    /// them.
    /// </summary>
    public IReadOnlyList<string> ContentFreePrompts { get; init; } = [];
}

namespace GptPrompting.Generation;

/// <summary>The continuation of a prompt.</summary>
/// <param name="Text">The generated text without the prompt, up to and without the stop sequence that ended it.</param>
/// <param name="TokenIds">Every token that the model chose, in order; the end-of-text token and those of a stop included.</param>
/// <param name="FinishReason">Why generation ended.</param>
/// <param name="Usage">Tokens read and written; its output count is the length of <paramref name="TokenIds"/>.</param>
public sealed record Completion(
    string Text, IReadOnlyList<int> TokenIds, FinishReason FinishReason, TokenUsage Usage);

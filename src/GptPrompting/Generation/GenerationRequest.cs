namespace GptPrompting.Generation;

/// <summary>One prompt of a batch.</summary>
/// <param name="Prompt">The text to continue, read as it is.</param>
/// <param name="Options">
/// How to choose tokens and when to end; null is greedy decoding of up to 256 tokens.
/// </param>
public sealed record GenerationRequest(string Prompt, GenerationOptions? Options = null)
{
    /// <summary>
    /// Whether a prompt that leaves no room for <see cref="GenerationOptions.MaxOutputTokens"/> loses tokens at its
    /// start until it does, as in lm-evaluation-harness. False, the default, refuses a prompt that is longer than the
    /// context, and lets a shorter one write as much as fits. <see cref="GenerationOptions.Echo"/> repeats what is
    /// left.
    /// </summary>
    public bool TruncatesPrompt { get; init; }
}

namespace GptPrompting.Generation;

/// <summary>How many tokens a call read and wrote.</summary>
/// <param name="InputTokenCount">Tokens of the prompt, special tokens that the tokenizer adds included.</param>
/// <param name="OutputTokenCount">
/// Tokens that the model chose, an end-of-text token and those of a stop sequence included.
/// </param>
public sealed record TokenUsage(int InputTokenCount, int OutputTokenCount)
{
    /// <summary>Tokens of the prompt that were not computed, because an earlier call had read them.</summary>
    public int CachedInputTokenCount { get; init; }

    /// <summary>Input and output together.</summary>
    public int TotalTokenCount => InputTokenCount + OutputTokenCount;
}

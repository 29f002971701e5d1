namespace GptPrompting.Evaluation.Models;

/// <summary>What a model wrote, or why it did not.</summary>
public sealed record GenerationReply
{
    /// <summary>Why there is no text; null where there is.</summary>
    public string? FailureReason { get; init; }

    /// <summary>The text, without the stop that ended it.</summary>
    public string Text { get; init; } = "";

    /// <summary>How many tokens the prompt had before any was cut off.</summary>
    public int PromptTokenCount { get; init; }

    /// <summary>How many tokens were cut off the prompt's start; 0 where it fitted.</summary>
    public int TruncatedTokenCount { get; init; }

    /// <summary>How many tokens were generated.</summary>
    public int OutputTokenCount { get; init; }
}

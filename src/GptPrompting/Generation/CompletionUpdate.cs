namespace GptPrompting.Generation;

/// <summary>
/// One step of a streamed completion. The texts of all updates make up the text of the whole completion.
/// </summary>
public sealed record CompletionUpdate
{
    /// <summary>Text that is certain now: whole characters only, never part of a stop sequence. Often empty.</summary>
    public required string Text { get; init; }

    /// <summary>The tokens chosen since the update before.</summary>
    public required IReadOnlyList<int> TokenIds { get; init; }

    /// <summary>Why generation ended; null in all updates but the last.</summary>
    public FinishReason? FinishReason { get; init; }

    /// <summary>Tokens read and written by the whole call; null in all updates but the last.</summary>
    public TokenUsage? Usage { get; init; }
}

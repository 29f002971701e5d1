namespace GptPrompting.Scoring;

/// <summary>
/// How probable a model finds a continuation after a context. Definitions as in lm-evaluation-harness.
/// </summary>
public sealed record ContinuationScore : TextScore
{
    /// <summary>Whether greedy decoding after the context would have produced exactly this continuation.</summary>
    public required bool IsGreedy { get; init; }

    /// <summary>
    /// Whether the tokenizer joined the end of the context with the start of the continuation, so that the tokens
    /// before the continuation are not those of the context alone. The score then covers part of the context or misses
    /// part of the continuation.
    /// </summary>
    public required bool IsBoundaryMerged { get; init; }

    /// <summary>
    /// How many tokens stood before the continuation, those that were cut off included, and the one that stands for an
    /// empty context.
    /// </summary>
    public int ContextTokenCount { get; init; }

    /// <summary>
    /// How many tokens were cut off the context's start; only with <see cref="ScoreRequest.TruncatesContext"/>.
    /// </summary>
    public int TruncatedTokenCount { get; init; }

    /// <summary>One score for each of <see cref="ScoreRequest.ContextParts"/>.</summary>
    public IReadOnlyList<ContextPartScore> ContextParts { get; init; } = [];
}

namespace GptPrompting.Generation;

/// <summary>
/// One step of a streamed completion. The texts of all updates make up the text of the whole completion.
/// </summary>
public sealed record CompletionUpdate
{
    /// <summary>Text that is certain now: whole characters only, never part of a stop sequence. Often empty.</summary>
    public required string Text { get; init; }

    /// <summary>The tokens chosen since the update before; none in the update that echoes the prompt.</summary>
    public required IReadOnlyList<int> TokenIds { get; init; }

    /// <summary>
    /// One for each of <see cref="TokenIds"/>; null where <see cref="GenerationOptions.TopLogProbabilities"/> is not
    /// set.
    /// </summary>
    public IReadOnlyList<TokenLogProbability>? LogProbabilities { get; init; }

    /// <summary>
    /// One for each token of the prompt, in the first update, where <see cref="GenerationOptions.Echo"/> and
    /// <see cref="GenerationOptions.TopLogProbabilities"/> are set; else null.
    /// </summary>
    public IReadOnlyList<TokenLogProbability>? PromptLogProbabilities { get; init; }

    /// <summary>Why generation ended; null in all updates but the last.</summary>
    public FinishReason? FinishReason { get; init; }

    /// <summary>Tokens read and written by the whole call; null in all updates but the last.</summary>
    public TokenUsage? Usage { get; init; }

    /// <inheritdoc cref="Completion.RankingScore"/>
    public double? RankingScore { get; init; }
}

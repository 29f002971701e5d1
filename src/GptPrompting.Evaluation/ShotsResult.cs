using GptPrompting.Scoring;

namespace GptPrompting.Evaluation;

/// <summary>What one sample with k shots gave: a loss and a hit, or the reason why there are none.</summary>
public sealed record ShotsResult
{
    /// <summary>The sample's id.</summary>
    public required string SampleId { get; init; }

    /// <summary>The sample's task.</summary>
    public required string Task { get; init; }

    /// <summary>How many demonstrations the prompt showed.</summary>
    public required int Shots { get; init; }

    /// <summary>
    /// Mean negative log-probability per token of the answer, in nats, the space before it included and the line end
    /// after it not. Null where the sample could not be scored.
    /// </summary>
    public double? Loss { get; init; }

    /// <summary>
    /// Whether greedy decoding gives exactly the answer and then a line end. Null where the sample could not be scored.
    /// </summary>
    public bool? IsExactMatch { get; init; }

    /// <summary>
    /// The answer's tokens with their log-probabilities, without the line end; empty where it could not be scored.
    /// </summary>
    public IReadOnlyList<TokenScore> Tokens { get; init; } = [];

    /// <summary>
    /// Whether the tokenizer joined the end of the prompt with the start of the answer; the loss is then only near the
    /// truth.
    /// </summary>
    public bool IsBoundaryMerged { get; init; }

    /// <summary>Why the sample could not be scored; null where it was.</summary>
    public string? FailureReason { get; init; }
}

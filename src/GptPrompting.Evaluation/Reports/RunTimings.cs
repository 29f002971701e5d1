namespace GptPrompting.Evaluation.Reports;

/// <summary>
/// What a run cost on the machine that ran it. Kept apart from <see cref="EvaluationReport"/>, because it differs from
/// run to run while the report does not.
/// </summary>
public sealed record RunTimings
{
    /// <summary>Seconds from start to end.</summary>
    public required double TotalSeconds { get; init; }

    /// <summary>Tokens that the model read per second; null where nobody counted.</summary>
    public double? TokensPerSecond { get; init; }

    /// <summary>Energy used, in joules; null where the machine does not tell.</summary>
    public double? Joules { get; init; }

    /// <summary>How long each result took, as far as known; any order.</summary>
    public IReadOnlyList<SampleTiming> Samples { get; init; } = [];
}

namespace GptPrompting.Evaluation.Reports;

/// <summary>Whether a metric kept to a limit that was set for it.</summary>
public sealed record ThresholdOutcome
{
    /// <summary>The task's name.</summary>
    public required string Task { get; init; }

    /// <summary>The number of shots that was measured.</summary>
    public required int Shots { get; init; }

    /// <summary>The metric's name, as in the report.</summary>
    public required string Metric { get; init; }

    /// <summary>The limit.</summary>
    public required double Limit { get; init; }

    /// <summary>Whether the metric must be at least the limit; otherwise at most.</summary>
    public bool IsMinimum { get; init; } = true;

    /// <summary>What was measured; null where there is no such metric or no sample has numbers.</summary>
    public required double? Value { get; init; }

    /// <summary>Whether the limit was kept; where nothing was measured it was not.</summary>
    public bool Passed => Value is { } value && (IsMinimum ? value >= Limit : value <= Limit);
}

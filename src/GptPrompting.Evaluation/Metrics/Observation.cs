namespace GptPrompting.Evaluation.Metrics;

/// <summary>What one result adds to a metric.</summary>
internal readonly record struct Observation
{
    /// <summary>The result's part, such as 1 for a hit, or a log-likelihood.</summary>
    public required double Value { get; init; }

    /// <summary>What the part is spread over, such as a count of bytes; 1 where every result counts the same.</summary>
    public double Weight { get; init; }

    /// <summary>Index of the right label, for metrics over labels.</summary>
    public int Gold { get; init; }

    /// <summary>Index of the predicted label.</summary>
    public int Predicted { get; init; }

    /// <summary>What is drawn at once with this result: its sample, or its cluster.</summary>
    public required string Unit { get; init; }

    /// <summary>The sample.</summary>
    public required string Sample { get; init; }

    /// <summary>The seed of its demonstrations.</summary>
    public required int Seed { get; init; }
}

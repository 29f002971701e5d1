namespace GptPrompting.Evaluation.Reports;

/// <summary>One metric over many samples.</summary>
public sealed record MetricFigure
{
    /// <summary>Its name as in lm-evaluation-harness; with a filter <c>exact_match,strict-match</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its value; null where no sample has numbers.</summary>
    public required double? Value { get; init; }

    /// <summary>Its standard error; null where there is none, for example of one sample.</summary>
    public double? StandardError { get; init; }

    /// <summary>
    /// The lower end of its 95 % confidence interval, over samples and seeds; null where there is none.
    /// </summary>
    public double? Low { get; init; }

    /// <summary>The upper end of its 95 % confidence interval.</summary>
    public double? High { get; init; }

    /// <summary>Whether more of it is better.</summary>
    public required bool IsHigherBetter { get; init; }

    /// <summary>Its value for each of <see cref="ShotsFigures.Seeds"/>.</summary>
    public IReadOnlyList<double?> BySeed { get; init; } = [];
}

namespace GptPrompting.Evaluation.Reports;

/// <summary>One metric of two runs over the same samples, shots and seeds.</summary>
public sealed record ComparisonFigure
{
    /// <summary>The task's name.</summary>
    public required string Task { get; init; }

    /// <summary>How many demonstrations each prompt showed.</summary>
    public required int Shots { get; init; }

    /// <summary>The metric's name.</summary>
    public required string Name { get; init; }

    /// <summary>How many results both runs have numbers for; all figures are over these.</summary>
    public required int Count { get; init; }

    /// <summary>The metric's value in the first run.</summary>
    public required double First { get; init; }

    /// <summary>The metric's value in the second run.</summary>
    public required double Second { get; init; }

    /// <summary>Whether more of the metric is better.</summary>
    public required bool IsHigherBetter { get; init; }

    /// <summary>What the second run has more than the first.</summary>
    public double Difference => Second - First;

    /// <summary>
    /// Standard error of <see cref="Difference"/> from paired differences, over samples and seeds; null where there is
    /// none.
    /// </summary>
    public double? StandardError { get; init; }

    /// <summary>
    /// The lower end of the 95 % paired bootstrap interval of <see cref="Difference"/> (percentiles of 10,000 draws of
    /// samples, or of clusters of them); null where there is none.
    /// </summary>
    public double? Low { get; init; }

    /// <summary>The upper end.</summary>
    public double? High { get; init; }

    /// <summary>
    /// How many results only the first run has right; null for metrics that are no hits.
    /// </summary>
    public int? FirstOnly { get; init; }

    /// <summary>How many results only the second run has right; null for metrics that are no hits.</summary>
    public int? SecondOnly { get; init; }

    /// <summary>
    /// How likely a difference at least as large is where there is none: by McNemar's exact test where every sample is
    /// a hit or none and stands for itself, else by Student's paired t over samples and seeds. Null where there is no
    /// standard error.
    /// </summary>
    public double? PValue { get; init; }

    /// <summary>
    /// <see cref="PValue"/> after Holm's correction for all comparisons made at once; below 0.05 is a difference.
    /// </summary>
    public double? AdjustedPValue { get; init; }
}

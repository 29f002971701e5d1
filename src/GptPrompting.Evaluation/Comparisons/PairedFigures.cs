using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Comparisons;

/// <summary>The arithmetic of a comparison, apart from how results are paired.</summary>
internal sealed record PairedFigures
{
    /// <summary>What runs are compared by.</summary>
    public static PairedFigures Default { get; } = new()
    {
        Between = Metrics.MetricDifferences.Between,
        WithHolm = Metrics.MetricDifferences.WithHolm,
    };

    /// <summary>
    /// From a task's part of the first run's report, a number of shots, and the results of both runs, which have the
    /// same samples and seeds, to a figure for each metric.
    /// </summary>
    public required Func<
        TaskReport,
        int,
        IEnumerable<ResultNumbers>,
        IEnumerable<ResultNumbers>,
        IReadOnlyList<ComparisonFigure>> Between { get; init; }

    /// <summary>From all figures of a comparison to the same with Holm's correction.</summary>
    public required Func<IReadOnlyList<ComparisonFigure>, IReadOnlyList<ComparisonFigure>> WithHolm { get; init; }
}

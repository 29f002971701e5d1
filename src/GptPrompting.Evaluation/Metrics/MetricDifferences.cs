using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Statistics;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Metrics;

/// <summary>Compares two runs result by result: that tells smaller differences than two intervals do.</summary>
internal static class MetricDifferences
{
    /// <summary>Decides the bootstrap draws: the same two runs always give the same intervals.</summary>
    private const int Seed = 1234;

    /// <summary>Compares the metrics of one task at one number of shots.</summary>
    /// <param name="report">The task's part of either run's report: what was asked and measured.</param>
    /// <param name="shots">How many demonstrations.</param>
    /// <param name="first">The first run's results for the task.</param>
    /// <param name="second">The second run's.</param>
    /// <returns>
    /// A figure for each metric for which both have numbers; <see cref="WithHolm"/> corrects all of a comparison.
    /// </returns>
    public static IReadOnlyList<ComparisonFigure> Between(
        TaskReport report, int shots, IEnumerable<ResultNumbers> first, IEnumerable<ResultNumbers> second)
    {
        Dictionary<(string, int), ResultNumbers> others = Plain(second, shots)
            .ToDictionary(result => (result.Key.Sample, result.Key.Seed));
        (ResultNumbers First, ResultNumbers Second)[] pairs = [.. Plain(first, shots)
            .OrderBy(result => result.Key.Seed).ThenBy(result => result.Index)
            .Where(result => others.ContainsKey((result.Key.Sample, result.Key.Seed)))
            .Select(result => (result, others[(result.Key.Sample, result.Key.Seed)]))];
        return [.. Names(report, shots)
            .Select(name => Compare(report, shots, name, pairs)).OfType<ComparisonFigure>()];
    }

    /// <summary>Adjusts the p-values of everything that is compared at once.</summary>
    public static IReadOnlyList<ComparisonFigure> WithHolm(IReadOnlyList<ComparisonFigure> figures)
    {
        double[] adjusted = Significance.Holm([.. figures.Select(figure => figure.PValue).OfType<double>()]);
        int next = 0;
        return [.. figures.Select(figure =>
            figure.PValue is null ? figure : figure with { AdjustedPValue = adjusted[next++] })];
    }

    private static IEnumerable<ResultNumbers> Plain(IEnumerable<ResultNumbers> results, int shots) =>
        results.Where(result => result.Key.Shots == shots && result is { Key.Variant: "", Failure: null });

    private static IEnumerable<string> Names(TaskReport report, int shots) => report.Figures
        .Where(figures => figures.Group is null && figures.Shots == shots)
        .SelectMany(figures => figures.Metrics).Select(metric => metric.Name);

    private static ComparisonFigure? Compare(
        TaskReport report, int shots, string key, (ResultNumbers First, ResultNumbers Second)[] pairs)
    {
        Metric metric = MetricCatalog.Find(key.Split(',')[0], report.Request);
        (ResultNumbers First, ResultNumbers Second)[] both = [.. pairs.Where(pair =>
            metric.Observe(key, pair.First) is not null && metric.Observe(key, pair.Second) is not null)];
        IReadOnlyList<Observation> first = MetricFigures.Observations(key, metric, both.Select(pair => pair.First));
        IReadOnlyList<Observation> second = MetricFigures.Observations(key, metric, both.Select(pair => pair.Second));
        return first.Count == 0 ? null : Tested(metric, first, second, new ComparisonFigure
        {
            Task = report.Task,
            Shots = shots,
            Name = key,
            Count = first.Count,
            First = metric.Aggregate.Value(first),
            Second = metric.Aggregate.Value(second),
            IsHigherBetter = metric.IsHigherBetter,
        });
    }

    private static ComparisonFigure Tested(
        Metric metric, IReadOnlyList<Observation> first, IReadOnlyList<Observation> second, ComparisonFigure figure)
    {
        if (MetricFigures.Deviations(metric, first) is not { } before
            || MetricFigures.Deviations(metric, second) is not { } after)
        {
            return figure;
        }

        Deviation[] changes =
            [.. before.Zip(after, (one, other) => one with { Value = other.Value - one.Value })];
        Spread? spread = CrossedEffects.Of(changes);
        Interval? interval = Bootstrap.OfMean(
            [.. changes.GroupBy(each => each.Unit).Select(unit => (unit.Sum(each => each.Value), unit.Count()))], Seed);
        figure = figure with
        {
            StandardError = spread?.StandardError,
            Low = Bound(figure.Difference, interval?.Low),
            High = Bound(figure.Difference, interval?.High),
            PValue = spread is null ? null : Significance.PairedT(figure.Difference, spread),
        };
        return ReferenceEquals(metric.Aggregate, RatioAggregate.Mean) ? WithHits(figure, first, second) : figure;
    }

    // What is left where difference and deviation cancel out is rounding, and would take 0 out of the interval.
    private static double? Bound(double difference, double? deviation) =>
        Math.Abs(difference + (deviation ?? 0)) < 1e-12 * Math.Abs(difference) ? 0 : difference + deviation;

    private static ComparisonFigure WithHits(
        ComparisonFigure figure, IReadOnlyList<Observation> first, IReadOnlyList<Observation> second)
    {
        if (!first.Concat(second).All(each => each.Value is 0 or 1))
        {
            return figure;
        }

        int firstOnly = first.Zip(second).Count(pair => pair.First.Value > pair.Second.Value);
        int secondOnly = first.Zip(second).Count(pair => pair.First.Value < pair.Second.Value);
        bool isPlain = first.Select(each => each.Unit).Distinct().Count() == first.Count;
        return figure with
        {
            FirstOnly = firstOnly,
            SecondOnly = secondOnly,
            PValue = isPlain ? Significance.McNemar(firstOnly, secondOnly) : figure.PValue,
        };
    }
}

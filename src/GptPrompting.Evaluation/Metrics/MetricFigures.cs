using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Statistics;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Metrics;

/// <summary>Figures of metrics over many results, with their uncertainty.</summary>
internal static class MetricFigures
{
    /// <returns>
    /// The names under which a task's metrics are reported, and last the loss where the task has one.
    /// </returns>
    /// <exception cref="ArgumentException">A metric is unknown or not for the task.</exception>
    public static IEnumerable<string> Keys(EvaluationTask task)
    {
        IEnumerable<string> keys = Reported(task).Select(each => each.Key);
        return task.Request == RequestKind.Generation ? keys : keys.Append(MetricCatalog.Loss);
    }

    /// <returns>A task's metrics under each name that they are reported by, without the loss.</returns>
    /// <exception cref="ArgumentException">A metric is unknown or not for the task.</exception>
    public static IEnumerable<(string Key, Metric Metric)> Reported(EvaluationTask task) =>
        from name in task.Metrics
        where name != MetricCatalog.Loss
        let metric = MetricCatalog.Find(name, task.Request)
        from key in Keys(task, metric)
        select (key, metric);

    /// <returns>
    /// The names under which a metric is reported: its own, or for answers in generated texts one for each filter, such
    /// as <c>exact_match,strict-match</c>.
    /// </returns>
    public static IEnumerable<string> Keys(EvaluationTask task, Metric metric) =>
        task.Request == RequestKind.Generation && task.Filters.Count > 0 && metric.Aggregate is not PassAggregate
            ? task.Filters.Select(filter => $"{metric.Name},{filter.Name}")
            : [metric.Name];

    /// <param name="key">The name under which the metric is reported.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="results">Results with numbers, in the order of the task's seeds and samples.</param>
    /// <param name="seeds">The seeds, in the task's order.</param>
    /// <param name="isParity">Whether standard errors are those of lm-evaluation-harness, draw by draw.</param>
    public static MetricFigure Of(
        string key, Metric metric, IReadOnlyList<ResultNumbers> results, IReadOnlyList<int> seeds, bool isParity)
    {
        IReadOnlyList<Observation> all = Observations(key, metric, results);
        var figure = new MetricFigure
        {
            Name = key,
            Value = all.Count == 0 ? null : metric.Aggregate.Value(all),
            IsHigherBetter = metric.IsHigherBetter,
            BySeed = [.. seeds.Select(seed => OfSeed(key, metric, results, seed))],
        };
        return all.Count == 0 ? figure : WithError(figure, metric, all, isParity);
    }

    /// <returns>What the results add to a metric; those that add nothing are left out.</returns>
    public static IReadOnlyList<Observation> Observations(
        string key, Metric metric, IEnumerable<ResultNumbers> results) => metric.Aggregate.Reduced(
            [.. results.Select(result => metric.Observe(key, result)).OfType<Observation>()]);

    /// <returns>One for each observation; null where the metric's error cannot be found so.</returns>
    public static Deviation[]? Deviations(Metric metric, IReadOnlyList<Observation> observations) =>
        metric.Aggregate.Influences(observations) is { } influences
            ? [.. observations.Zip(influences, (each, value) => new Deviation(value, each.Unit, each.Seed))]
            : null;

    private static double? OfSeed(string key, Metric metric, IReadOnlyList<ResultNumbers> results, int seed)
    {
        IReadOnlyList<Observation> observations =
            Observations(key, metric, results.Where(result => result.Key.Seed == seed));
        return observations.Count == 0 ? null : metric.Aggregate.Value(observations);
    }

    private static MetricFigure WithError(
        MetricFigure figure, Metric metric, IReadOnlyList<Observation> all, bool isParity)
    {
        Deviation[]? deviations = Deviations(metric, all);
        Spread? spread = deviations is null ? null : CrossedEffects.Of(deviations);
        Interval? interval = IntervalOf(figure.Value!.Value, metric, all, spread);
        return figure with
        {
            StandardError = StandardError(metric, all, spread, isParity),
            Low = interval?.Low,
            High = interval?.High,
        };
    }

    private static double? StandardError(
        Metric metric, IReadOnlyList<Observation> all, Spread? spread, bool isParity) => metric.ErrorKind switch
        {
            ErrorKind.None => null,
            ErrorKind.Mean when IsPlain(all) => Moments.StandardError([.. all.Select(each => each.Value)]),
            ErrorKind.Linear when isParity => null,
            ErrorKind.Bootstrap when isParity && IsPlain(all) && all.Count > 1 => Bootstrapped(metric, all),
            _ => spread?.StandardError,
        };

    private static double Bootstrapped(Metric metric, IReadOnlyList<Observation> all)
    {
        if (metric.Aggregate is not LabelAggregate labels)
        {
            double[] values = [.. all.Select(each => each.Value)];
            var ratio = (RatioAggregate)metric.Aggregate;
            return Bootstrap.StandardError(all.Count, places => ratio.ValueAt(values, places));
        }

        int labelCount = LabelCounts.Of(all).LabelCount;
        int[] cells = [.. all.Select(each => (each.Gold * labelCount) + each.Predicted)];
        return Bootstrap.StandardError(
            all.Count, places => labels.Value(LabelCounts.OfCells(labelCount, cells, places)));
    }

    private static Interval? IntervalOf(
        double value, Metric metric, IReadOnlyList<Observation> all, Spread? spread)
    {
        bool isProportion = ReferenceEquals(metric.Aggregate, RatioAggregate.Mean)
            && all.All(each => each.Value is 0 or 1);
        if (isProportion && IsPlain(all))
        {
            return Interval.Wilson(value, all.Count);
        }

        Interval? interval = spread is null ? null
            : isProportion ? Interval.WilsonOfSpread(value, spread, all.Select(each => each.Unit).Distinct().Count())
            : metric.Aggregate.IntervalOf(all, spread);
        return interval is { } ends && double.IsFinite(ends.Low) && double.IsFinite(ends.High) ? ends : null;
    }

    // Every result stands for itself: one seed, no clusters.
    private static bool IsPlain(IReadOnlyList<Observation> all) =>
        all.Select(each => each.Unit).Distinct().Count() == all.Count;
}

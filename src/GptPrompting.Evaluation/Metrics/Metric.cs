using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Metrics;

/// <summary>A metric: what it takes from one sample, and what it makes of many.</summary>
internal sealed record Metric
{
    /// <summary>Its name, where there is one, as in lm-evaluation-harness.</summary>
    public required string Name { get; init; }

    /// <summary>The kinds of request that it makes sense for.</summary>
    public required IReadOnlyList<RequestKind> Kinds { get; init; }

    /// <summary>
    /// One sample's part; null for a sample that has none. Null itself for metrics over labels, where a sample has no
    /// part of its own.
    /// </summary>
    public Func<MetricInput, double?>? OfSample { get; init; }

    /// <summary>The entry of <see cref="SampleResult.Metrics"/> that the part is spread over; null for 1.</summary>
    public string? Weight { get; init; }

    /// <summary>How the parts become one figure.</summary>
    public Aggregate Aggregate { get; init; } = RatioAggregate.Mean;

    /// <summary>How its standard error is found.</summary>
    public ErrorKind ErrorKind { get; init; } = ErrorKind.Mean;

    /// <summary>Whether more of it is better.</summary>
    public bool IsHigherBetter { get; init; } = true;

    /// <param name="key">The metric's name, with the filter's behind it where there is one.</param>
    /// <param name="result">A result with numbers.</param>
    /// <returns>What the result adds; null where it has no part in the metric.</returns>
    public Observation? Observe(string key, ResultNumbers result)
    {
        if (Part(key, result) is not { } value
            || (Weight is null ? 1 : result.Metric(Weight)) is not { } weight)
        {
            return null;
        }

        return new Observation
        {
            Value = value,
            Weight = weight,
            Gold = result.Gold ?? -1,
            Predicted = result.Predicted ?? -1,
            Unit = UnitOf(result),
            Sample = result.Key.Sample,
            Seed = result.Key.Seed,
        };
    }

    /// <returns>What is drawn at once with a result, in a form in which clusters and samples cannot meet.</returns>
    public static string UnitOf(ResultNumbers result) =>
        result.Cluster is null ? "sample " + result.Key.Sample : "cluster " + result.Cluster;

    // Results hold their loss whether or not the task names it as a metric.
    private double? Part(string key, ResultNumbers result) => OfSample is null
        ? result.Confidence
        : result.Metric(key) ?? (key == MetricCatalog.Loss ? result.Loss : null);
}

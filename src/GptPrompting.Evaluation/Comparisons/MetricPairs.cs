using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Comparisons;

/// <summary>The values of one metric in two runs, pair by pair.</summary>
internal sealed class MetricPairs
{
    public const string Loss = "loss";

    private readonly ResultPair[] _pairs;

    private MetricPairs(string name, ResultPair[] pairs)
    {
        Name = name;
        _pairs = pairs;
        Values = [.. pairs.Select(pair => (Value(pair.A!, name)!.Value, Value(pair.B!, name)!.Value))];
    }

    public string Name { get; }

    public string Task => _pairs[0].Any.Task;

    public int Shots => _pairs[0].Any.Shots;

    public IReadOnlyList<(double A, double B)> Values { get; }

    public IReadOnlyList<PairedDifference> Differences => [.. _pairs.Zip(Values, (pair, values) =>
        new PairedDifference(values.B - values.A, Unit(pair.Any), pair.Any.Seed))];

    /// <summary>Whether the samples' values are log-likelihoods, which the metric is a function of.</summary>
    public bool IsLogLikelihood => Name.Split(',')[0] is "perplexity" or "word_perplexity" or "byte_perplexity"
        or "bits_per_byte";

    /// <summary>Whether every value is a hit or a miss of its own draw, as McNemar's test has it.</summary>
    public bool AreIndependentHits =>
        Values.All(pair => pair.A is 0 or 1 && pair.B is 0 or 1)
        && _pairs.Select(pair => Unit(pair.Any)).Distinct(StringComparer.Ordinal).Count() == _pairs.Length;

    /// <returns>
    /// One for each metric that a pair has in both runs; <c>loss</c> is one wherever there are losses.
    /// </returns>
    public static IEnumerable<MetricPairs> Of(IReadOnlyList<ResultPair> pairs) => pairs
        .SelectMany(pair => pair.A!.Metrics.Keys.Append(Loss))
        .Distinct(StringComparer.Ordinal)
        .Select(name => (Name: name, Pairs: pairs.Where(pair => Has(pair, name)).ToArray()))
        .Where(metric => metric.Pairs.Length > 0)
        .Select(metric => new MetricPairs(metric.Name, metric.Pairs));

    // The two runs' impossible tokens would take an infinite loss from another.
    private static bool Has(ResultPair pair, string name) =>
        Value(pair.A!, name) is { } a && Value(pair.B!, name) is { } b && double.IsFinite(a) && double.IsFinite(b);

    private static double? Value(SampleResult result, string name) =>
        result.Metrics.TryGetValue(name, out double value) ? value : name == Loss ? result.Loss : null;

    private static string Unit(SampleResult result) =>
        result.Cluster is { } cluster ? $"cluster {cluster}" : $"sample {result.Sample}";
}

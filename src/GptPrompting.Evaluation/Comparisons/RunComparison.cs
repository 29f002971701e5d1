using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Comparisons;

/// <summary>
/// Two runs sample by sample: whether the second is better than the first, and how sure that is.
/// </summary>
/// <remarks>
/// Results go together that have the same task, sample, shots and seed. Only pairs with numbers in both runs are
/// compared; all others are counted in <see cref="Pairings"/>.
/// </remarks>
public sealed record RunComparison
{
    /// <summary>The first run's name.</summary>
    public required string A { get; init; }

    /// <summary>The second run's name.</summary>
    public required string B { get; init; }

    /// <summary>The metrics that both runs have, by task and shots.</summary>
    public required IReadOnlyList<MetricComparison> Metrics { get; init; }

    /// <summary>Which results went together, by task and shots.</summary>
    public required IReadOnlyList<PairingCounts> Pairings { get; init; }

    internal static RunComparison Of(
        ComparedRun a, ComparedRun b, IReadOnlyList<ResultPair> pairs, PairedStatistics statistics)
    {
        IGrouping<(string Task, int Shots), ResultPair>[] parts =
            [.. pairs.GroupBy(pair => (pair.Any.Task, pair.Any.Shots))];
        MetricComparison[] metrics = [.. parts.SelectMany(part =>
            MetricPairs.Of([.. part.Where(pair => pair.IsComparable)])
                .Select(metric => Compare(metric, IsHigherBetter(metric, a.Report, b.Report), statistics)))];
        return new RunComparison
        {
            A = a.Name,
            B = b.Name,
            Metrics = Corrected(metrics, statistics),
            Pairings = [.. parts.Select(part => Count(part.Key.Task, part.Key.Shots, [.. part]))],
        };
    }

    private static MetricComparison Compare(
        MetricPairs metric, bool isHigherBetter, PairedStatistics statistics)
    {
        int higherInA = metric.Values.Count(pair => pair.A > pair.B);
        int higherInB = metric.Values.Count(pair => pair.B > pair.A);
        DifferenceEstimate estimate = statistics.Mean(metric.Differences);
        return new MetricComparison
        {
            Task = metric.Task,
            Shots = metric.Shots,
            Metric = metric.Name,
            IsLogLikelihood = metric.IsLogLikelihood,
            IsHigherBetter = isHigherBetter,
            Count = metric.Values.Count,
            A = metric.Values.Average(pair => pair.A),
            B = metric.Values.Average(pair => pair.B),
            Difference = metric.Differences.Average(difference => difference.Value),
            Low = estimate.Low,
            High = estimate.High,
            Test = metric.AreIndependentHits ? ComparisonTest.McNemar : ComparisonTest.PairedT,
            PValue = metric.AreIndependentHits ? statistics.McNemar(higherInA, higherInB) : estimate.PValue,
            HigherInA = higherInA,
            HigherInB = higherInB,
        };
    }

    private static MetricComparison[] Corrected(MetricComparison[] metrics, PairedStatistics statistics)
    {
        double[] values = [.. metrics.Select(metric => metric.PValue).OfType<double>()];
        var adjusted = new Queue<double>(statistics.Holm(values));
        return [.. metrics.Select(metric => metric.PValue is null
            ? metric
            : metric with { AdjustedPValue = adjusted.Dequeue() })];
    }

    // A log-likelihood is better higher, whatever is made of it.
    private static bool IsHigherBetter(MetricPairs metric, params EvaluationReport[] reports) =>
        metric.IsLogLikelihood || (reports.SelectMany(report => report.Tasks)
            .Where(task => task.Task == metric.Task)
            .SelectMany(task => task.Figures)
            .SelectMany(figures => figures.Metrics)
            .FirstOrDefault(figure => figure.Name == metric.Name)?.IsHigherBetter ?? metric.Name != MetricPairs.Loss);

    private static PairingCounts Count(string task, int shots, ResultPair[] pairs) => new()
    {
        Task = task,
        Shots = shots,
        Paired = pairs.Count(pair => pair.IsComparable),
        OnlyInA = pairs.Count(pair => pair.B is null),
        OnlyInB = pairs.Count(pair => pair.A is null),
        Failed = pairs.Count(pair => pair is { A: not null, B: not null, IsFailed: true }),
        Differing = pairs.Count(pair => pair is { IsFailed: false, IsDiffering: true }),
        SamePrompt = pairs.Count(pair => pair.IsComparable && pair.A!.PromptHash == pair.B!.PromptHash),
    };
}

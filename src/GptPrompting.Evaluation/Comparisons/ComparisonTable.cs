using System.Globalization;

namespace GptPrompting.Evaluation.Comparisons;

/// <summary>A comparison as rows of texts, for a terminal or a document to draw.</summary>
public sealed record ComparisonTable
{
    /// <summary>The columns' names; those that begin with <c>&gt;</c> hold numbers.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>As many texts in each row as there are columns.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Rows { get; init; }

    /// <summary>The metrics: values, difference with its interval, p-values.</summary>
    public static ComparisonTable OfMetrics(RunComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return new ComparisonTable
        {
            Columns =
            [
                "Task", ">Shots", "Metric", ">A", ">B", ">B - A", ">95 % interval", ">A higher", ">B higher", ">Pairs",
                "Test", ">p", ">p (Holm)",
            ],
            Rows = [.. comparison.Metrics.Select(Row)],
        };
    }

    /// <summary>Which results went together, and which did not and why.</summary>
    public static ComparisonTable OfPairings(RunComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return new ComparisonTable
        {
            Columns =
            [
                "Task", ">Shots", ">Compared", ">Same prompt", ">Only in A", ">Only in B", ">Failed", ">Other data",
            ],
            Rows =
            [
                .. comparison.Pairings.Select(pairing => new[]
                {
                    pairing.Task, Text(pairing.Shots), Text(pairing.Paired), Text(pairing.SamePrompt),
                    Text(pairing.OnlyInA), Text(pairing.OnlyInB), Text(pairing.Failed), Text(pairing.Differing),
                }),
            ],
        };
    }

    private static string[] Row(MetricComparison metric) =>
    [
        metric.Task,
        Text(metric.Shots),
        metric.IsLogLikelihood ? $"log-likelihood ({metric.Metric})" : metric.Metric,
        Text(metric.A),
        Text(metric.B),
        metric.Difference.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture),
        metric.Low is null ? "–" : $"{Text(metric.Low)} to {Text(metric.High)}",
        Text(metric.HigherInA),
        Text(metric.HigherInB),
        Text(metric.Count),
        metric.Test == ComparisonTest.McNemar ? "McNemar" : "paired t",
        Text(metric.PValue),
        Text(metric.AdjustedPValue),
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // A p-value that rounds to nothing is not shown as nothing.
    private static string Text(double? number) => number switch
    {
        null => "–",
        > 0 and < 0.00005 => number.Value.ToString("0.0e+0", CultureInfo.InvariantCulture),
        { } value => value.ToString("0.0000", CultureInfo.InvariantCulture),
    };
}

using System.Globalization;
using GptPrompting.Evaluation.Reports;

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
                "Task", ">Shots", "Metric", ">A", ">B", ">B - A", ">95 % interval", ">Only A right", ">Only B right",
                ">Pairs", ">p", ">p (Holm)",
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

    private static string[] Row(ComparisonFigure figure) =>
    [
        figure.Task,
        Text(figure.Shots),
        figure.Name,
        Text(figure.First),
        Text(figure.Second),
        figure.Difference.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture),
        figure.Low is null ? "–" : $"{Text(figure.Low)} to {Text(figure.High)}",
        figure.FirstOnly is { } first ? Text(first) : "–",
        figure.SecondOnly is { } second ? Text(second) : "–",
        Text(figure.Count),
        Text(figure.PValue),
        Text(figure.AdjustedPValue),
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // What rounds to nothing is not shown as nothing.
    private static string Text(double? number) => number switch
    {
        null => "–",
        (> 0 and < 0.00005) or (< 0 and > -0.00005) => number.Value.ToString("0.0e+0", CultureInfo.InvariantCulture),
        { } value => value.ToString("0.0000", CultureInfo.InvariantCulture),
    };
}

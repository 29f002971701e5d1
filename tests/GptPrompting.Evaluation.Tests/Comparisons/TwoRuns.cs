using GptPrompting.Evaluation.Comparisons;
using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Tests.Reports;

namespace GptPrompting.Evaluation.Tests.Comparisons;

/// <summary>Two small runs, and arithmetic that a test can follow: means, and no correction but doubling.</summary>
internal static class TwoRuns
{
    public static PairedFigures Arithmetic { get; } = new()
    {
        Between = (report, shots, first, second) =>
        [
            new ComparisonFigure
            {
                Task = report.Task,
                Shots = shots,
                Name = "acc",
                Count = first.Count(),
                First = first.Average(result => result.Metric("acc")!.Value),
                Second = second.Average(result => result.Metric("acc")!.Value),
                IsHigherBetter = true,
                Low = -0.5,
                High = 0.25,
                FirstOnly = 1,
                SecondOnly = 0,
                PValue = 0.00002,
            },
        ],
        WithHolm = figures => [.. figures.Select(figure => figure with { AdjustedPValue = 2 * figure.PValue })],
    };

    public static ComparedRun Run(string name, params SampleResult[] results) => new(name, SmallReport.New(), results);

    public static SampleResult Result(string sample, double accuracy, double loss = 1) => SmallReport.Result() with
    {
        Sample = sample,
        Metrics = new Dictionary<string, double> { ["acc"] = accuracy },
        Loss = loss,
        Output = $"{sample} {accuracy}",
    };
}

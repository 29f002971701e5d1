using GptPrompting.Cli.Demo;
using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Cli.Tests;

public class ShotsTableTests
{
    [Fact]
    public void Of_UnfinishedReport_ShowsHowManySamplesEachNumberRestsOn()
    {
        string[] lines = Lines(Report(Figures(0, 2, (2, 1.0), (1, 0.0)), Figures(1, 1, (0.5, null), (1, null))));

        Assert.Equal("|words|loss|2.00±1.00|0.50|", lines[2]);
        Assert.Equal("||accuracy|100±0%|100%|", lines[3]);
        Assert.Equal("||n|2|1|", lines[4]);
    }

    [Fact]
    public void Of_NumberOfShotsWithoutResults_SaysNone()
    {
        string[] lines = Lines(Report(Figures(0, 0, (null, null), (null, null))));

        Assert.Equal(["|words|loss|none|", "||accuracy|none|", "||n|0|"], lines[2..5]);
    }

    private static ShotsFigures Figures(
        int shots, int count, (double? Value, double? Error) loss, (double? Value, double? Error) accuracy) => new()
    {
        Shots = shots,
        Seeds = [1],
        Count = count,
        FailureCount = 0,
        Metrics =
        [
            new() { Name = "acc", Value = accuracy.Value, StandardError = accuracy.Error, IsHigherBetter = true },
            new() { Name = "loss", Value = loss.Value, StandardError = loss.Error, IsHigherBetter = false },
        ],
    };

    private static EvaluationReport Report(params ShotsFigures[] figures) => new()
    {
        Run = new RunDescription
        {
            Key = "",
            Model = "",
            ModelIdentity = new Dictionary<string, string>(),
            Version = "",
            ExpectedCount = 4,
            ResultCount = 3,
        },
        Tasks =
        [
            new TaskReport
            {
                Task = "words",
                Request = RequestKind.LogLikelihood,
                Samples = new SampleCounts(2, 2),
                Identity = "",
                Figures = figures,
            },
        ],
    };

    private static string[] Lines(EvaluationReport report)
    {
        using var output = new StringWriter { NewLine = "\n" };
        Terminal.On(output).Write(ShotsTable.Of(report, isTerminal: false));
        string text = output.ToString().Replace(" ", "", StringComparison.Ordinal);
        return [.. text.Split('\n').Where(line => line.StartsWith('|'))];
    }
}

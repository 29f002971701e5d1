using GptPrompting.Cli.Demo;
using GptPrompting.Evaluation;

namespace GptPrompting.Cli.Tests;

public class ShotsTableTests
{
    [Fact]
    public void Of_UnfinishedReport_ShowsHowManySamplesEachNumberRestsOn()
    {
        ShotsResult[] results =
        [
            Result("a", shots: 0, loss: 1), Result("b", shots: 0, loss: 3),
            Result("a", shots: 1, loss: 0.5),
        ];

        string[] lines = Lines(ShotsReport.From(results, expectedCount: 4));

        Assert.Equal("|words|loss|2.00±1.00|0.50|", lines[2]);
        Assert.Equal("||accuracy|100±0%|100%|", lines[3]);
        Assert.Equal("||n|2|1|", lines[4]);
    }

    private static ShotsResult Result(string id, int shots, double loss) =>
        new() { SampleId = id, Task = "words", Shots = shots, Loss = loss, IsExactMatch = true };

    private static string[] Lines(ShotsReport report)
    {
        using var output = new StringWriter { NewLine = "\n" };
        Terminal.On(output).Write(ShotsTable.Of(report, [0, 1], isTerminal: false));
        string text = output.ToString().Replace(" ", "", StringComparison.Ordinal);
        return [.. text.Split('\n').Where(line => line.StartsWith('|'))];
    }
}

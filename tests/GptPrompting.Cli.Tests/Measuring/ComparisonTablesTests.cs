using GptPrompting.Cli.Measuring;
using GptPrompting.Evaluation.Comparisons;
using Spectre.Console;

namespace GptPrompting.Cli.Tests.Measuring;

public class ComparisonTablesTests
{
    private static readonly ComparisonTable s_table = new()
    {
        Columns = ["Task", "Metric", ">A", ">95 % interval"],
        Rows =
        [
            ["mood", "acc", "0.5000", "0.4000 to 0.6000"],
            ["mood", "loss", "1.2500", "1.0000 to 1.5000"],
            ["topic", "acc", "0.7500", "–"],
        ],
    };

    [Fact]
    public void Write_WideTerminal_HasALineForEachRow() => Assert.Equal(
        [
            "Task/Metric/A/95 % interval",
            "mood/acc/0.5000/0.4000 to 0.6000",
            "mood/loss/1.2500/1.0000 to 1.5000",
            "topic/acc/0.7500/–",
        ],
        Written(width: 80));

    [Fact]
    public void Write_NarrowTerminal_HasTwoRowsSideBySide() => Assert.Equal(
        [
            "Task/mood/mood",
            "Metric/acc/loss",
            "A/0.5000/1.2500",
            "95 % interval/0.4000 to 0.6000/1.0000 to 1.5000",
            "Task/topic",
            "Metric/acc",
            "A/0.7500",
            "95 % interval/–",
        ],
        Written(width: 40));

    private static string[] Written(int width)
    {
        using var text = new StringWriter { NewLine = "\n" };
        IAnsiConsole console = Terminal.On(text);
        console.Profile.Width = width;
        ComparisonTables.Write(console, s_table);
        return
        [
            .. text.ToString().Split('\n')
                .Where(line => line.StartsWith('|') && !line.Contains("--", StringComparison.Ordinal))
                .Select(line => string.Join('/', line.Trim('|').Split('|').Select(cell => cell.Trim()))),
        ];
    }
}

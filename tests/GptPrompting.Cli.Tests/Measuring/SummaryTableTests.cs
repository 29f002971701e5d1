using GptPrompting.Cli.Measuring;
using Spectre.Console;

namespace GptPrompting.Cli.Tests.Measuring;

public class SummaryTableTests
{
    [Theory]
    [InlineData(null, "none")]
    [InlineData(0.0, "0.0000")]
    [InlineData(0.12345, "0.1235")]
    [InlineData(-12.5, "-12.5000")]
    [InlineData(0.000123456, "0.000123")]
    [InlineData(1.69e-31, "1.69e-31")]
    [InlineData(999999.5, "999999.5000")]
    [InlineData(3.02724801e22, "3.03e+22")]
    public void Number_HasFourDigitsOrThreeThatCount(double? value, string expected) =>
        Assert.Equal(expected, SummaryTable.Number(value));

    [Fact]
    public void Write_NarrowTerminal_HasATableBelowEachNameAndBreaksNoNumber()
    {
        using var text = new StringWriter { NewLine = "\n" };
        IAnsiConsole console = Terminal.On(text);
        console.Profile.Width = 70;

        SummaryTable.Write(
            console,
            SmallReport.Of((new string('a', 40), 0, "word_perplexity", 1234.5678, false)),
            withGroups: false);

        string[] lines = text.ToString().Split('\n', StringSplitOptions.TrimEntries);
        Assert.Contains(new string('a', 40), lines);
        Assert.Contains("| 0 | 1,000 | word_perplexity | 1234.5678 |", lines.Select(Squeezed));
        static string Squeezed(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Replace("| | |", "|", StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Figures_NamesATaskAndItsShotsOnce()
    {
        using var text = new StringWriter { NewLine = "\n" };

        Terminal.On(text).Write(SummaryTable.Of(
            SmallReport.Of(("a", 0, "acc", 0.5, true), ("a", 0, "loss", 2, false), ("a", 4, "acc", null, true)),
            withGroups: false, isTerminal: false));

        string[] cells = [.. text.ToString().Split('\n').Where(line => line.StartsWith('|')).Skip(2)
            .Select(line => string.Join('/', line.Split('|').Select(cell => cell.Trim())))];
        Assert.Equal(["/a/0/1,000/acc/0.5000///", "////loss/2.0000///", "//4/1,000/acc/none///"], cells);
    }
}

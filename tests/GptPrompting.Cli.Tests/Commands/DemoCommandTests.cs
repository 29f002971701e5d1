using System.Text.Json;

namespace GptPrompting.Cli.Tests.Commands;

public class DemoCommandTests
{
    [Fact]
    public async Task Demo_FewSamples_ShowsTheFourTasksAndTheTable()
    {
        ToolRun run = await ToolRun.OfAsync("demo", "--samples", "2");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("I absolutely love this product!\nOutput: Positive\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("Where does Maria live?\nAnswer: Lisbon\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("def add(", run.Output, StringComparison.Ordinal);
        string[] rows = [.. run.Output.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal))];
        Assert.Equal(["samples", "--------------", "dictionary", "", "affix", "", "known_function", ""],
            rows.Select(row => row.Split('|')[1].Trim()));
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Fact]
    public async Task Demo_Results_WritesEverySampleAtEveryNumberOfShots()
    {
        string file = Path.GetTempFileName();

        await ToolRun.OfAsync("demo", "--samples", "1", "--results", file);
        string[] lines = await File.ReadAllLinesAsync(file);
        JsonElement[] results = [.. lines.Select(line => JsonDocument.Parse(line).RootElement)];
        File.Delete(file);

        Assert.Equal(3 * 4, results.Length);
        Assert.Equal([0, 1, 4, 8], results.Select(each => each.GetProperty("shots").GetInt32()).Distinct());
        Assert.All(results, each => Assert.True(each.GetProperty("loss").GetDouble() > 0));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("201")]
    public async Task Demo_SamplesOutOfRange_ExitsWithTwo(string count)
    {
        ToolRun run = await ToolRun.OfAsync("demo", "--samples", count);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("must be from 1 to 200", run.Error, StringComparison.Ordinal);
    }
}

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
        Assert.Equal(["samples", "--------------", "dictionary", "", "", "affix", "", "", "known_function", "", ""],
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
        Assert.Equal([0, 1, 4, 8], results.Select(each => each.GetProperty("shots").GetInt32()).Distinct().Order());
        Assert.Equal(3, results.Select(each => each.GetProperty("sample_id").GetString()).Distinct().Count());
        Assert.All(results, each => Assert.True(each.GetProperty("loss").GetDouble() > 0));
    }

    [Fact]
    public async Task Demo_FewerSamplesThanTheSetHas_AreSpreadOverIt()
    {
        string file = Path.GetTempFileName();

        await ToolRun.OfAsync("demo", "--samples", "2", "--results", file);
        string[] lines = await File.ReadAllLinesAsync(file);
        File.Delete(file);

        // The set has 200 samples, icl-0201 to icl-0400: the first and the one in the middle.
        string[] dictionary = [.. lines.Where(line => line.Contains("\"dictionary\"", StringComparison.Ordinal))
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("sample_id").GetString()!)
            .Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(["icl-0201", "icl-0301"], dictionary);
    }

    [Fact]
    public async Task Demo_ResultsFileCannotBeWritten_SaysSoBeforeAnythingElse()
    {
        ToolRun run = await ToolRun.OfAsync("demo", "--results", "/no/such/folder/results.jsonl");

        Assert.Equal(2, run.ExitCode);
        Assert.DoesNotContain("Text generation", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "--samples is 0; it must be from 1 to 200")]
    [InlineData("201", "--samples is 201; it must be from 1 to 200")]
    [InlineData("abc", "Cannot parse argument 'abc' for option '--samples'")]
    public async Task Demo_WrongNumberOfSamples_ExitsWithTwo(string count, string expected)
    {
        ToolRun run = await ToolRun.OfAsync("demo", "--samples", count);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }
}

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
    public async Task Demo_Output_KeepsEverySampleAtEveryNumberOfShotsAndTheReport()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();

        await ToolRun.OfAsync("demo", "--samples", "1", "--output", folder.FullName);
        JsonElement[] results = await ResultsAsync(folder);
        bool hasReport = File.Exists(Path.Combine(folder.FullName, "report.html"));
        folder.Delete(recursive: true);

        Assert.Equal(3 * 4, results.Length);
        Assert.Equal([0, 1, 4, 8], results.Select(each => each.GetProperty("shots").GetInt32()).Distinct().Order());
        Assert.True(hasReport);
        Assert.Equal(3, results.Select(each => each.GetProperty("sample").GetString()).Distinct().Count());
        Assert.All(results, each => Assert.True(each.GetProperty("loss").GetDouble() > 0));
    }

    [Fact]
    public async Task Demo_FewerSamplesThanTheSetHas_AreSpreadOverIt()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();

        await ToolRun.OfAsync("demo", "--samples", "2", "--output", folder.FullName);
        JsonElement[] results = await ResultsAsync(folder);
        folder.Delete(recursive: true);

        // The set has 200 samples, icl-0201 to icl-0400: the first and the one in the middle.
        string[] dictionary = [.. results.Where(each => each.GetProperty("task").GetString() == "dictionary")
            .Select(each => each.GetProperty("sample").GetString()!).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(["icl-0201", "icl-0301"], dictionary);
    }

    [Theory]
    [InlineData("0", "--samples is 0; it must be from 1 to 200")]
    [InlineData("201", "--samples is 201; it must be from 1 to 200")]
    [InlineData("abc", "--samples is 'abc'; it must be a whole number")]
    public async Task Demo_WrongNumberOfSamples_ExitsWithTwo(string count, string expected)
    {
        ToolRun run = await ToolRun.OfAsync("demo", "--samples", count);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    private static async Task<JsonElement[]> ResultsAsync(DirectoryInfo folder)
    {
        string[] lines = await File.ReadAllLinesAsync(Path.Combine(folder.FullName, "samples.jsonl"));
        return [.. lines.Select(line => JsonDocument.Parse(line).RootElement)];
    }
}

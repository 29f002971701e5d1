using System.Text.Json;

namespace GptPrompting.Cli.Tests.Commands;

public sealed class CompareCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Compare_TwoRuns_ShowsDifferencesAndWhatWasCompared()
    {
        await MeasureAsync("a", "0");
        await MeasureAsync("b", "0,1");

        ToolRun run = await ToolRun.OfAsync("compare", _folder["a"], _folder["b"], "--html", _folder["c.html"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith($"A: {_folder["a"]}\nB: {_folder["b"]}\n", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"\| heldout_sentiment \| +0 \| acc +\|.+\| 0.0000 +\|", run.Output);
        Assert.Matches(@"\| heldout_sentiment \| +1 \| +0 \| +0 \| +0 \| +4 \| +0 \| +0 \|", run.Output);
        string page = await File.ReadAllTextAsync(_folder["c.html"]);
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Compare_Json_HasTheStableProperties()
    {
        await MeasureAsync("a", "0");

        ToolRun run = await ToolRun.OfAsync("compare", _folder["a"], _folder["a"], "--json");

        JsonElement json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(["a", "b", "metrics", "pairings"], json.EnumerateObject().Select(each => each.Name));
    }

    [Fact]
    public async Task Compare_RunsWithNothingInCommon_ExitsWithTwoAndSaysWhatGoesTogether()
    {
        await MeasureAsync("a", "0");
        await MeasureAsync("b", "1");

        ToolRun run = await ToolRun.OfAsync("compare", _folder["a"], _folder["b"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("have nothing to compare: results go together that", run.Error, StringComparison.Ordinal);
        Assert.Matches(@"\| heldout_sentiment \| +1 \| +0 \| +0 \| +0 \| +4 \| +0 \| +0 \|", run.Output);
    }

    [Fact]
    public async Task Compare_FolderWithoutARun_ExitsWithTwoAndSaysWhatItNeeds()
    {
        ToolRun run = await ToolRun.OfAsync("compare", _folder["none"], _folder["none"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("holds no run: `gptprompt evaluate` writes results.json", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_BrokenReport_ExitsWithTwoAndNamesThePlace()
    {
        await MeasureAsync("a", "0");
        _folder.Write("a/results.json", "{");

        ToolRun run = await ToolRun.OfAsync("compare", _folder["a"], _folder["a"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("results.json(1,2): error: this is no report", run.Error, StringComparison.Ordinal);
    }

    private Task<ToolRun> MeasureAsync(string folder, string shots) => ToolRun.OfAsync(
        "evaluate", "heldout_sentiment", "--limit", "4", "--shots", shots, "-o", _folder[folder]);
}

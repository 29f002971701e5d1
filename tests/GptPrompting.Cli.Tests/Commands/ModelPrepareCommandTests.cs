using GptPrompting.Tests;

namespace GptPrompting.Cli.Tests.Commands;

public sealed class ModelPrepareCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gptprompting-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Prepare_SmallModel_IsTakenUntilTheModelIsAnother()
    {
        Copy("gpt2-optimum");
        string before = await InfoAsync();

        ToolRun prepare = await ToolRun.OfAsync("model", "prepare", _folder);
        string prepared = await InfoAsync();
        string config = Path.Combine(_folder, "config.json");
        File.WriteAllText(
            config, File.ReadAllText(config).Replace("\"n_positions\": 64", "\"n_positions\": 32"));
        string outdated = await InfoAsync();
        ToolRun again = await ToolRun.OfAsync("model", "prepare", _folder);

        Assert.Equal(0, prepare.ExitCode);
        Assert.StartsWith(
            $"wrote {Path.Combine(_folder, "model.prepared")}, ", prepare.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("prepared", before, StringComparison.Ordinal);
        Assert.Contains("fused attention: prepared\n", prepared, StringComparison.Ordinal);
        Assert.DoesNotContain("outdated", prepared, StringComparison.Ordinal);
        Assert.Contains(
            "prepared       outdated, left aside; `gptprompt model prepare` makes it anew\n", outdated,
            StringComparison.Ordinal);
        Assert.Contains(
            "fused attention: fits, applied with --rewriting always\n", outdated, StringComparison.Ordinal);
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("fused attention: prepared\n", await InfoAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_TwoGraphs_SaysThatItCannot()
    {
        Copy("gpt2-split");

        ToolRun run = await ToolRun.OfAsync("model", "prepare", _folder);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(
            "cannot be prepared: it is one of two of its folder", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_NoSuchFolderOrVariant_NamesIt()
    {
        Copy("gpt2-optimum");

        ToolRun folder = await ToolRun.OfAsync("model", "prepare", Path.Combine(_folder, "none"));
        ToolRun variant = await ToolRun.OfAsync("model", "prepare", _folder, "--variant", "q9");

        Assert.Equal(2, folder.ExitCode);
        Assert.Contains(Path.Combine(_folder, "none"), folder.Error, StringComparison.Ordinal);
        Assert.Equal(2, variant.ExitCode);
        Assert.Contains("q9", variant.Error, StringComparison.Ordinal);
    }

    private void Copy(string model)
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "SmallModels", model)))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }
    }

    private async Task<string> InfoAsync() => (await ToolRun.OfAsync("model", "info", _folder)).Output;
}

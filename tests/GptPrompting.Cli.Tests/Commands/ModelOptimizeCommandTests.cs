using System.Text.Json;
using GptPrompting.Generation;

namespace GptPrompting.Cli.Tests.Commands;

public sealed class ModelOptimizeCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gptprompting-").FullName;

    [Fact]
    public async Task Optimize_Int8_TellsRewritesSizeSpeedAndLoss()
    {
        ToolRun run = await ToolRun.OfAsync("model", "optimize", TinyGpt.Folder, "--output", Target, "--int8");

        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("rewrite        logits of wanted rows: in the file\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("fused attention: applied when opened\n", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"size .* -> .* MB\n", run.Output);
        Assert.Matches(@"reading .* -> .* tokens/s\nwriting .* -> .* tokens/s\n", run.Output);
        Assert.Matches(@"loss .* nats per token \([+-]0\.0", run.Output);
        Assert.True(File.Exists(Path.Combine(Target, "tokenizer.json")));
    }

    [Fact]
    public async Task Optimize_Rewrites_AreToldAsInfoTellsThem()
    {
        ToolRun optimize = await ToolRun.OfAsync("model", "optimize", TinyGpt.Folder, "--output", Target);

        ToolRun info = await ToolRun.OfAsync("model", "info", Target);

        string[] told = Rewrites(optimize);
        Assert.Equal(5, told.Length);
        Assert.Equal(Rewrites(info), told.Where(line => !line.Contains("does not fit", StringComparison.Ordinal)));
    }

    [Fact]
    public void Optimize_SpeedOfReading_IsMeasuredWithoutPrefixCache()
    {
        using LanguageModel model = LanguageModel.Load(TinyGpt.Folder, ModelMeasurement.Opening);
        model.Generate("Once upon a time", new GenerationOptions { MaxOutputTokens = 2 });

        Completion second = model.Generate("Once upon a time", new GenerationOptions { MaxOutputTokens = 2 });

        Assert.Equal(0, second.Usage.CachedInputTokenCount);
    }

    [Fact]
    public async Task Optimize_Json_HasTheStableProperties()
    {
        ToolRun run = await ToolRun.OfAsync("model", "optimize", TinyGpt.Folder, "--output", Target, "--json");

        JsonElement json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(["rewrites", "bytes_before", "bytes_after", "before", "after"],
            json.EnumerateObject().Select(each => each.Name));
        Assert.Equal(["loss", "prefill_tokens_per_second", "decode_tokens_per_second"],
            json.GetProperty("after").EnumerateObject().Select(each => each.Name));
    }

    [Theory]
    [InlineData("exclude one another", "--int8", "--int4")]
    [InlineData("exclude one another", "--int8-exact", "--int4-exact")]
    [InlineData("'--output' is required")]
    public async Task Optimize_WrongOptions_SaysWhat(string expected, params string[] options)
    {
        string[] output = options.Length > 0 ? ["--output", Target] : [];

        ToolRun run = await ToolRun.OfAsync(["model", "optimize", TinyGpt.Folder, .. output, .. options]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Optimize_FolderWithFiles_SaysThatNothingIsOverwritten()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "mine.txt"), "mine");

        ToolRun run = await ToolRun.OfAsync("model", "optimize", TinyGpt.Folder, "--output", _folder);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("nothing is overwritten", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string[] Rewrites(ToolRun run) =>
        [.. run.Output.Split('\n').Where(line => line.StartsWith("rewrite ", StringComparison.Ordinal))];

    private string Target => Path.Combine(_folder, "optimized");
}

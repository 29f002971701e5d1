using System.Text.Json;

using GptPrompting.Tests;

namespace GptPrompting.Cli.Tests.Commands;

public class ModelInfoCommandTests
{
    private static readonly string SmallModels = Path.Combine(Repository.Root, "tests", "SmallModels");

    [Fact]
    public async Task Info_SmallModel_ShowsWhatItIs()
    {
        ToolRun run = await ToolRun.OfAsync("model", "info", Path.Combine(SmallModels, "llama-genai-int4"));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("layout         genai\n", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            "architecture   llama, 2 layers, 2 key-value heads of 16\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("parameters     29,728 4-bit, 8,384 float32\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("cache          512 B per token, 32.8 kB when full\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("fused          2 GroupQueryAttention, 15 MatMulNBits\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Info_Json_HasTheSameFacts()
    {
        ToolRun run = await ToolRun.OfAsync("model", "info", Path.Combine(SmallModels, "gpt2-optimum"), "--json");

        JsonElement root = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("optimum", root.GetProperty("layout").GetString());
        Assert.Equal(64, root.GetProperty("context_length").GetInt32());
        Assert.Equal(23664, root.GetProperty("parameters").GetProperty("float32").GetInt64());
        Assert.Equal("byte-level BPE", root.GetProperty("tokenizer").GetString());
        Assert.Equal("cpu", root.GetProperty("provider").GetString());
    }

    [Fact]
    public async Task Info_NoFolder_ShowsTheModelInTheBox()
    {
        ToolRun run = await ToolRun.OfAsync("model", "info");

        Assert.Contains("context        512 tokens\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cuda", "Microsoft.ML.OnnxRuntime.Gpu")]
    [InlineData("directml", "Microsoft.ML.OnnxRuntime.DirectML")]
    public async Task Info_ProviderThatIsNotThere_NamesThePackage(string provider, string package)
    {
        ToolRun run = await ToolRun.OfAsync("model", "info", "--provider", provider);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(package, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--threads", "0", "--threads is 0")]
    [InlineData("--provider", "abacus", "abacus")]
    [InlineData("--rewriting", "sometimes", "sometimes")]
    [InlineData("--weights", "int2", "int2")]
    [InlineData("--cache-folder", "", "--cache-folder is empty")]
    [InlineData("--variant", "q1", "no graph of the variant q1")]
    public async Task Info_WrongOption_NamesIt(string option, string value, string expected)
    {
        ToolRun run = await ToolRun.OfAsync("model", "info", option, value);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Info_OptimizedFolder_SaysWhatIsInTheFile()
    {
        string parent = Directory.CreateTempSubdirectory("gptprompting-").FullName;
        string folder = Path.Combine(parent, "optimized");
        ModelOptimizer.Optimize(TinyGpt.Folder, folder, ModelWeights.EightBit);

        ToolRun run = await ToolRun.OfAsync("model", "info", folder);
        ToolRun never = await ToolRun.OfAsync("model", "info", folder, "--rewriting", "never");

        Directory.Delete(parent, recursive: true);
        Assert.DoesNotContain("applied when opened", never.Output, StringComparison.Ordinal);
        Assert.Contains("logits of wanted rows: in the file\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("fused attention: applied when opened\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("does not fit", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auto", false)]
    [InlineData("always", true)]
    [InlineData("never", false)]
    public async Task Info_RewritingOfASmallGraph_IsApplied(string when, bool isApplied)
    {
        string folder = Path.Combine(SmallModels, "gpt2-optimum");

        ToolRun run = await ToolRun.OfAsync("model", "info", folder, "--rewriting", when);

        Assert.Equal("", run.Error);
        Assert.Equal(
            isApplied, run.Output.Contains("fused attention: applied when opened\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("auto", "prepared", "taken")]
    [InlineData("always", "prepared", "taken")]
    [InlineData("never", "fits, applied with --rewriting always", "none")]
    public async Task Info_RewritingOfTheModelInTheBox_IsPrepared(string when, string state, string preparation)
    {
        ToolRun run = await ToolRun.OfAsync("model", "info", "--rewriting", when);
        ToolRun json = await ToolRun.OfAsync("model", "info", "--rewriting", when, "--json");

        Assert.Contains($"fused attention: {state}\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(
            state == "prepared", run.Output.Contains("  model_fp16.prepared\n", StringComparison.Ordinal));
        JsonElement root = JsonDocument.Parse(json.Output).RootElement;
        Assert.Equal(preparation, root.GetProperty("preparation").GetString());
    }

    [Fact]
    public async Task Info_WeightsAndCache_AreUsed()
    {
        string folder = Directory.CreateTempSubdirectory("gptprompting-").FullName;

        ToolRun run = await ToolRun.OfAsync("model", "info", "--weights", "int8", "--cache-folder", folder);

        string[] kept = Directory.GetFiles(folder);
        Directory.Delete(folder, recursive: true);
        Assert.Equal("", run.Error);
        Assert.Contains("weights as Int8: applied when opened\n", run.Output, StringComparison.Ordinal);
        Assert.EndsWith(".rewritten", Assert.Single(kept), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Info_CacheWithoutFolder_IsBesideTheModel()
    {
        string folder = Directory.CreateTempSubdirectory("gptprompting-").FullName;
        foreach (string file in Directory.GetFiles(TinyGpt.Folder))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        await ToolRun.OfAsync("model", "info", "--weights", "int4", "--cache", folder);

        string[] kept = Directory.GetFiles(Path.Combine(folder, LanguageModelOptions.CacheBesideModel));
        Directory.Delete(folder, recursive: true);
        Assert.Single(kept);
    }

    [Fact]
    public async Task Info_FolderGivenTwice_SaysSo()
    {
        ToolRun run = await ToolRun.OfAsync("model", "info", SmallModels, "--model", SmallModels);

        Assert.Contains("given twice", run.Error, StringComparison.Ordinal);
    }
}

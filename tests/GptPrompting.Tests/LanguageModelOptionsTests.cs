using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests;

public class LanguageModelOptionsTests
{
    private static readonly string Folder = SmallModel.Folder("gpt2-optimum");

    public static TheoryData<LanguageModelOptions> Sessions =>
    [
        new LanguageModelOptions { Spinning = true },
        new LanguageModelOptions { MemoryArena = false },
        new LanguageModelOptions { MemoryPattern = false },
        new LanguageModelOptions { Prepacking = false },
        new LanguageModelOptions { LargePages = false },
    ];

    [Theory]
    [MemberData(nameof(Sessions))]
    public void Load_SessionOption_ChangesNoScore(LanguageModelOptions options)
    {
        using LanguageModel plain = LanguageModel.Load(Folder);
        using LanguageModel model = LanguageModel.Load(Folder, options);

        Assert.Equal(plain.Score("Once upon", " a time").Loss, model.Score("Once upon", " a time").Loss, 1e-5);
    }

    // The native library that the tests run on has the processor only.
    [Theory]
    [InlineData(ExecutionProvider.Cuda, "Microsoft.ML.OnnxRuntime.Gpu")]
    [InlineData(ExecutionProvider.TensorRt, "Microsoft.ML.OnnxRuntime.Gpu")]
    [InlineData(ExecutionProvider.DirectMl, "Microsoft.ML.OnnxRuntime.DirectML")]
    [InlineData(ExecutionProvider.OpenVino, "Intel.ML.OnnxRuntime.OpenVino")]
    [InlineData(ExecutionProvider.Qnn, "Microsoft.ML.OnnxRuntime.QNN")]
    [InlineData(ExecutionProvider.Rocm, "in place of the one from the package")]
    [InlineData(ExecutionProvider.MiGraphX, "in place of the one from the package")]
    public void Load_ProviderThatIsNotThere_NamesThePackage(ExecutionProvider provider, string expected)
    {
        var e = Assert.Throws<PlatformNotSupportedException>(
            () => LanguageModel.Load(Folder, new LanguageModelOptions { Provider = provider }));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Contains("CPUExecutionProvider", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OptionsForTheProcessor_AreRefused()
    {
        var options = new LanguageModelOptions
        {
            ProviderOptions = new Dictionary<string, string> { ["device_id"] = "1" },
        };

        var e = Assert.Throws<ArgumentException>(() => LanguageModel.Load(Folder, options));

        Assert.Contains("device_id", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Provider_NoneOfTheEnumeration_Throws() => Assert.Throws<ArgumentOutOfRangeException>(
        () => new LanguageModelOptions { Provider = (ExecutionProvider)99 });

    [Fact]
    public void Describe_SmallModel_GivesItsFacts()
    {
        ModelDescription model = ModelDescription.Load(
            SmallModel.Folder("gpt2-merged"), new LanguageModelOptions { Rewriting = GraphRewriting.Never });

        Assert.Equal(("optimum-merged", "gpt2", 2, 3, 8), (
            model.Layout, model.Architecture, model.LayerCount, model.KeyValueHeadCount, model.HeadSize));
        // 2 layers, keys and values, 3 heads of 8 numbers of 4 bytes.
        Assert.Equal(2 * 2 * 3 * 8 * 4, model.CacheBytesPerToken);
        Assert.False(model.AllowsPaddedBatches);
        Assert.All(model.Rewrites, rewrite => Assert.False(rewrite.IsApplied));
    }
}

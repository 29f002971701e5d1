using GptPrompting.Generation;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests;

public class LanguageModelPrefixCacheTests
{
    private const string Shots =
        "Input: cat\nOutput: cats\nInput: dog\nOutput: dogs\nInput: house\nOutput: houses\n";

    [Fact]
    public void Generate_SecondQuestionToThePrompt_ReadsOnlyTheQuestion()
    {
        using LanguageModel model = InBox.Load();
        var options = new GenerationOptions { MaxOutputTokens = 5 };
        model.Generate(Shots + "Input: tree\nOutput:", options);

        Completion second = model.Generate(Shots + "Input: bird\nOutput:", options);

        int shared = model.Tokenizer.Encode(Shots + "Input:", addSpecialTokens: false).Length;
        Assert.InRange(second.Usage.CachedInputTokenCount, shared, second.Usage.InputTokenCount - 1);
    }

    [Fact]
    public void Generate_SameCallTwice_GivesTheSameTokens()
    {
        using LanguageModel model = InBox.Load();
        var options = new GenerationOptions { MaxOutputTokens = 30, Temperature = 0.8, Seed = 3 };

        Completion first = model.Generate(Shots, options);
        Completion second = model.Generate(Shots, options);

        Assert.Equal(first.TokenIds, second.TokenIds);
        Assert.Equal(0, first.Usage.CachedInputTokenCount);
        Assert.Equal(second.Usage.InputTokenCount - 1, second.Usage.CachedInputTokenCount);
    }

    [Fact]
    public void Generate_CacheIsOff_ReadsEverything()
    {
        using LanguageModel model =
            LanguageModel.Load(InBox.Folder, new LanguageModelOptions { PrefixCacheBytes = 0 });
        var options = new GenerationOptions { MaxOutputTokens = 5 };
        model.Generate(Shots, options);

        Assert.Equal(0, model.Generate(Shots, options).Usage.CachedInputTokenCount);
    }

    [Fact]
    public void PrefixCacheBytes_Negative_Throws() => Assert.Throws<ArgumentOutOfRangeException>(
        () => new LanguageModelOptions { PrefixCacheBytes = -1 });
}

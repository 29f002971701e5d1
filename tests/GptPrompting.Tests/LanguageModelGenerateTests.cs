using GptPrompting.Generation;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests;

public class LanguageModelGenerateTests
{
    private const string Sentiment =
        """
        Classify the sentiment of the text as Positive or Negative.
        Input: This movie is amazing!
        Output: Positive
        Input: Terrible experience, would not recommend.
        Output: Negative
        Input: I absolutely love this product!
        Output:
        """;

    private static readonly GenerationOptions OneLine = new() { StopSequences = ["\n"] };

    // Greedy answers as in the model's results table.
    [Theory]
    [InlineData(Sentiment, " Positive")]
    [InlineData("Question: What is the capital of France?\nAnswer:", " Paris")]
    [InlineData("English: the black dog\nFrench:", " le chien noir")]
    public void Generate_Greedy_GivesTheTrainedAnswer(string prompt, string expected)
    {
        Completion completion = InBox.Model.Generate(prompt, OneLine);

        Assert.Equal(expected, completion.Text);
        Assert.Equal(FinishReason.Stop, completion.FinishReason);
    }

    [Fact]
    public void Generate_StopOfTwoLineBreaks_GivesTheFunctionAlone()
    {
        Completion completion = InBox.Model.Generate(
            "# python: add two numbers\n", new GenerationOptions { StopSequences = ["\n\n"] });

        Assert.Equal("def add(a, b):\n    return a + b", completion.Text);
    }

    [Fact]
    public void Generate_MaxOutputTokens_EndsWithLength()
    {
        Completion completion = InBox.Model.Generate("Once upon a time", new GenerationOptions { MaxOutputTokens = 5 });

        Assert.Equal(5, completion.TokenIds.Count);
        Assert.Equal(FinishReason.Length, completion.FinishReason);
        int[] promptIds = InBox.Model.Tokenizer.Encode("Once upon a time", addSpecialTokens: true);
        Assert.Equal(new TokenUsage(promptIds.Length, 5), completion.Usage);
        Assert.Equal(InBox.Model.Tokenizer.Decode(completion.TokenIds), completion.Text);
    }

    [Fact]
    public void Generate_ContextBecomesFull_EndsWithLength()
    {
        string prompt = string.Concat(Enumerable.Repeat(" a", 510));

        Completion completion = InBox.Model.Generate(prompt, new GenerationOptions { Temperature = 1, Seed = 1 });

        // 510 tokens read, then 511 and 512; the token after those is the third.
        Assert.Equal(FinishReason.Length, completion.FinishReason);
        Assert.Equal(3, completion.TokenIds.Count);
    }

    [Fact]
    public void Generate_EndOfTextToken_StopsWithoutShowingIt()
    {
        using LanguageModel model = ChainOfBytes.Load("abc");

        Completion completion = model.Generate("a");

        Assert.Equal("bc", completion.Text);
        Assert.Equal(FinishReason.Stop, completion.FinishReason);
        Assert.Equal(3, completion.Usage.OutputTokenCount);
    }

    [Fact]
    public void Generate_OrdinaryTokenThatEndsTheText_IsNotShown()
    {
        using LanguageModel model = ChainOfBytes.Load("abcd", end: "c");

        Completion completion = model.Generate("a");

        Assert.Equal("b", completion.Text);
        Assert.Equal(FinishReason.Stop, completion.FinishReason);
    }

    [Fact]
    public void Generate_SpecialTokenThatEndsNothing_IsNotShown()
    {
        using LanguageModel model = ChainOfBytes.Load("abc", end: "x");

        Completion completion = model.Generate("a", new GenerationOptions { MaxOutputTokens = 4 });

        Assert.Equal("bc", completion.Text);
        Assert.Equal(FinishReason.Length, completion.FinishReason);
    }

    [Theory]
    [InlineData("bc")]
    [InlineData("b")]
    [InlineData("cd")]
    public void GenerateStreaming_StopSpansTokens_NeverShowsACharacterOfIt(string stop)
    {
        using LanguageModel model = ChainOfBytes.Load("abcdef");

        CompletionUpdate[] updates =
            [.. model.GenerateStreaming("a", new GenerationOptions { StopSequences = [stop] })];

        string shown = string.Concat(updates.Select(update => update.Text));
        Assert.Equal("bcdef".Split(stop)[0], shown);
        Assert.Equal(FinishReason.Stop, updates[^1].FinishReason);
        Assert.All(updates[..^1], update => Assert.Null(update.FinishReason));
    }

    [Fact]
    public void GenerateStreaming_TextsJoined_AreTheWholeText()
    {
        // Nobody else's steps and nothing read before: the noise of both could draw another one of 200 tokens.
        using LanguageModel model =
            LanguageModel.Load(InBox.Folder, new LanguageModelOptions { PrefixCacheBytes = 0, Threads = 1 });
        var options = new GenerationOptions { Temperature = 1.5, Seed = 3, MaxOutputTokens = 200 };

        CompletionUpdate[] updates = [.. model.GenerateStreaming("Привет, 世界 🎉", options)];

        Completion whole = model.Generate("Привет, 世界 🎉", options);
        Assert.Equal(whole.Text, string.Concat(updates.Select(update => update.Text)));
        Assert.Equal(whole.TokenIds, updates.SelectMany(update => update.TokenIds));
    }

    [Fact]
    public void GenerateStreaming_CharacterOfFourTokens_ComesOutWhole()
    {
        using LanguageModel model = ChainOfBytes.Load("aé🎉.");

        string[] texts = [.. model.GenerateStreaming("a").Select(update => update.Text).Where(text => text.Length > 0)];

        Assert.Equal(["é", "🎉", "."], texts);
    }

    [Fact]
    public void GenerateStreaming_EndsWithinACharacter_ShowsTheReplacementCharacter()
    {
        using LanguageModel model = ChainOfBytes.Load("a🎉");

        Completion completion = model.Generate("a", new GenerationOptions { MaxOutputTokens = 3 });

        Assert.Equal("\ufffd", completion.Text);
    }

    [Fact]
    public void GenerateStreaming_StopIsACharacterOfFourTokens_StopsBeforeIt()
    {
        using LanguageModel model = ChainOfBytes.Load("ab🎉c");

        Assert.Equal("b", model.Generate("a", new GenerationOptions { StopSequences = ["🎉"] }).Text);
    }

    [Fact]
    public void Generate_SameSeed_GivesTheSameText()
    {
        GenerationOptions options = new() { Temperature = 1, Seed = 11, MaxOutputTokens = 40 };

        string first = InBox.Model.Generate("Once upon a time", options).Text;

        Assert.Equal(first, InBox.Model.Generate("Once upon a time", options).Text);
        Assert.NotEqual(first, InBox.Model.Generate("Once upon a time", options with { Seed = 12 }).Text);
    }

    [Fact]
    public void Generate_EmptyPrompt_Throws() => Assert.Throws<ArgumentException>(() => InBox.Model.Generate(""));

    [Fact]
    public void Generate_PromptTooLong_GivesBothNumbers()
    {
        string prompt = string.Concat(Enumerable.Repeat(" a", 513));

        var e = Assert.Throws<ArgumentException>(() => InBox.Model.Generate(prompt));

        Assert.Contains("513 tokens; the model reads at most 512", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GenerateStreaming_WrongPrompt_ThrowsBeforeEnumeration() =>
        Assert.Throws<ArgumentException>(() => InBox.Model.GenerateStreaming(""));

    [Fact]
    public void Generate_HalfASurrogatePair_NamesThePromptAndTheIndex()
    {
        var e = Assert.Throws<ArgumentException>(() => InBox.Model.Generate("a \ud83c b"));

        Assert.Equal("prompt", e.ParamName);
        Assert.Contains("at index 2", e.Message, StringComparison.Ordinal);
    }
}

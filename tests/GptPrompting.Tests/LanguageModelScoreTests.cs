using GptPrompting.Generation;
using GptPrompting.Scoring;
using GptPrompting.Tests.Fakes;
using GptPrompting.Tokenization;

namespace GptPrompting.Tests;

public class LanguageModelScoreTests
{
    private const string Question = "Question: What is the capital of France?\nAnswer:";

    [Fact]
    public void Score_GreedyAnswer_IsGreedyAndProbable()
    {
        ContinuationScore score = InBox.Model.Score(Question, " Paris\n");

        Assert.True(score.IsGreedy);
        Assert.InRange(score.LogLikelihood, -0.1, 0);
        Assert.Equal(" Paris\n", string.Concat(score.Tokens.Select(token => token.Text)));
    }

    [Fact]
    public void Score_AnotherAnswer_IsNotGreedyAndLessProbable()
    {
        ContinuationScore score = InBox.Model.Score(Question, " Rome\n");

        Assert.False(score.IsGreedy);
        Assert.True(score.LogLikelihood < InBox.Model.Score(Question, " Paris\n").LogLikelihood - 1);
    }

    [Fact]
    public void Score_OfOneText_IsTheSumOfItsParts()
    {
        double whole = InBox.Model.Score("Once upon", " a time there was").LogLikelihood;

        double first = InBox.Model.Score("Once upon", " a time").LogLikelihood;
        double second = InBox.Model.Score("Once upon a time", " there was").LogLikelihood;
        Assert.Equal(whole, first + second, 1e-4);
    }

    [Fact]
    public void Score_TrailingSpaceOfTheContext_BelongsToTheContinuation()
    {
        ContinuationScore moved = InBox.Model.Score(Question + " ", "Paris");

        AssertSame(InBox.Model.Score(Question, " Paris"), moved);
        Assert.False(moved.IsBoundaryMerged);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \u001f\n")]
    public void Score_NothingButWhiteSpaceAsContext_StartsFromTheEndOfTextToken(string context)
    {
        ContinuationScore score = InBox.Model.Score(context, "Once");

        Assert.Equal(context + "Once", string.Concat(score.Tokens.Select(token => token.Text)));
    }

    [Fact]
    public void Score_EmptyContextAndContinuationBeginsWithThePrefix_TakesItAsContext()
    {
        ContinuationScore score = InBox.Model.Score("", "<|endoftext|>Once");

        AssertSame(InBox.Model.Score("", "Once"), score);
    }

    [Fact]
    public void Score_TokenAcrossTheBoundary_IsReported()
    {
        HuggingFaceTokenizer tokenizer = TokenizerJson.Of("a b").WithToken("<|endoftext|>", 257, "special").Load();
        int[] next = [.. Enumerable.Repeat(0, 258)];
        using var model = new LanguageModel("merging", TableModel.Chain(next), tokenizer, [257]);

        // "xa" is two tokens, "xab" is x and ab: one token is left for the context, none for the continuation but ab's
        // place.
        ContinuationScore score = model.Score("xa", "bc");

        Assert.True(score.IsBoundaryMerged);
        Assert.Equal(["c"], score.Tokens.Select(token => token.Text));
    }

    [Fact]
    public void Score_ContinuationDisappearsInAMerge_Throws()
    {
        HuggingFaceTokenizer tokenizer = TokenizerJson.Of("a b").WithToken("<|endoftext|>", 257, "special").Load();
        using var model = new LanguageModel("merging", TableModel.Chain(new int[258]), tokenizer, [257]);

        var e = Assert.Throws<ArgumentException>(() => model.Score("xa", "b"));

        Assert.Contains("no token of its own", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Score_EmptyContinuation_Throws() =>
        Assert.Throws<ArgumentException>(() => InBox.Model.Score(Question, ""));

    [Fact]
    public void Score_HalfASurrogatePair_NamesTheTextAndTheIndexInIt()
    {
        var ofContinuation = Assert.Throws<ArgumentException>(() => InBox.Model.Score("a", "\udc00"));
        var ofContext = Assert.Throws<ArgumentException>(() => InBox.Model.Score("a\ud83c", "\udf89"));

        Assert.Equal(("continuation", "context"), (ofContinuation.ParamName, ofContext.ParamName));
        Assert.Contains("at index 0", ofContinuation.Message, StringComparison.Ordinal);
        Assert.Contains("at index 1", ofContext.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Score_TooManyTokens_GivesBothNumbers()
    {
        string context = string.Concat(Enumerable.Repeat(" a", 512));

        var e = Assert.Throws<ArgumentException>(() => InBox.Model.Score(context, " a a"));

        Assert.Contains("reads 513 tokens; the model reads at most 512", e.Message, StringComparison.Ordinal);
        Assert.Single(InBox.Model.Score(context, " a").Tokens);
    }

    [Fact]
    public void Score_OfWhatWasGenerated_IsGreedy()
    {
        var options = new GenerationOptions { MaxOutputTokens = 30 };

        Completion completion = InBox.Model.Generate("Once upon a time", options);

        Assert.True(InBox.Model.Score("Once upon a time", completion.Text).IsGreedy);
    }

    // Not to the last bit: of one of them, the prefix cache may have had a beginning.
    private static void AssertSame(ContinuationScore expected, ContinuationScore actual)
    {
        Assert.Equal(
            expected.Tokens.Select(token => (token.Id, token.Text)),
            actual.Tokens.Select(token => (token.Id, token.Text)));
        Assert.All(
            expected.Tokens.Zip(actual.Tokens),
            pair => Assert.Equal(pair.First.LogProbability, pair.Second.LogProbability, 1e-4));
    }
}

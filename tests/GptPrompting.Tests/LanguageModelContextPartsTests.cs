using GptPrompting.Generation;
using GptPrompting.Scoring;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests;

public class LanguageModelContextPartsTests
{
    private const string Context = "Input: cat\nOutput: cats\nInput: dog\nOutput: dogs\nInput: table\nOutput:";

    private static readonly BatchOptions Alone = new() { UsesPrefixCache = false };

    [Fact]
    public void ScoreBatch_PartsOfTheContext_HaveTheScoresOfCallsOfTheirOwn()
    {
        using LanguageModel model = LanguageModel.Load(InBox.Folder);
        Range[] parts = [Of(" cats"), Of(" dogs")];

        ContinuationScore score = model.ScoreBatch(
            [new ScoreRequest(Context, " tables") { ContextParts = parts }], Alone)[0];

        Assert.Equal(2, score.ContextParts.Count);
        foreach ((ContextPartScore part, Range range) in score.ContextParts.Zip(parts))
        {
            ContinuationScore own = model.Score(Context[..range.Start], Context[range]);
            Assert.Equal(own.Tokens.Select(token => token.Id), part.Tokens.Select(token => token.Id));
            Assert.Equal(own.LogLikelihood, part.Tokens.Sum(token => token.LogProbability), 1e-4);
            Assert.False(part.IsBoundaryMerged);
        }
    }

    [Fact]
    public void ScoreBatch_PartsOfTheContext_ChangeNothingElse()
    {
        using LanguageModel model = LanguageModel.Load(InBox.Folder);
        ContinuationScore plain = model.Score(Context, " tables");

        ContinuationScore score = model.ScoreBatch(
            [new ScoreRequest(Context, " tables") { ContextParts = [Of(" cats")] }], Alone)[0];

        Assert.Equal(plain.Tokens.Select(token => token.Id), score.Tokens.Select(token => token.Id));
        Assert.Equal(plain.LogLikelihood, score.LogLikelihood, 1e-4);
        Assert.Equal(plain.IsGreedy, score.IsGreedy);
        Assert.Equal(plain.ContextTokenCount, score.ContextTokenCount);
    }

    [Fact]
    public void ScoreBatch_UnlikelyPart_DoesNotMakeTheContinuationLessGreedy()
    {
        using LanguageModel model = LanguageModel.Load(InBox.Folder);
        const string Unlikely = "Input: cat\nOutput: zebra\nEnglish: the black dog\nFrench:";
        Range part = 18..24;
        Assert.True(model.Score(Unlikely, " le chien noir").IsGreedy);

        ContinuationScore score = model.ScoreBatch(
            [new ScoreRequest(Unlikely, " le chien noir") { ContextParts = [part] }], Alone)[0];

        Assert.True(score.ContextParts[0].Tokens.Sum(token => token.LogProbability) < -1);
        Assert.True(score.IsGreedy);
    }

    [Fact]
    public void ScoreBatch_PartThatCutsAToken_IsToldToBeMerged()
    {
        using LanguageModel model = LanguageModel.Load(InBox.Folder);
        Range half = 18..21;

        ContinuationScore score = model.ScoreBatch(
            [new ScoreRequest(Context, " tables") { ContextParts = [half] }], Alone)[0];

        Assert.True(score.ContextParts[0].IsBoundaryMerged);
    }

    [Fact]
    public void ScoreBatch_PartFromTheVeryStart_LeavesTheFirstTokenOut()
    {
        using LanguageModel model = LanguageModel.Load(InBox.Folder);
        int count = model.Tokenizer.Encode(Context[..10], addSpecialTokens: true).Length;

        ContinuationScore score = model.ScoreBatch(
            [new ScoreRequest(Context, " tables") { ContextParts = [0..10] }], Alone)[0];

        Assert.Equal(count - 1, score.ContextParts[0].Tokens.Count);
    }

    [Theory]
    [InlineData(5, 200, "within")]
    [InlineData(9, 5, "within")]
    public void ScoreBatch_PartOutsideTheContext_Throws(int start, int end, string message)
    {
        using LanguageModel model = LanguageModel.Load(InBox.Folder);
        var request = new ScoreRequest(Context, " tables") { ContextParts = [start..end] };

        ArgumentException exception = Assert.Throws<ArgumentException>(() => model.ScoreBatch([request]));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ScoreBatch_OverlappingParts_Throws()
    {
        using LanguageModel model = LanguageModel.Load(InBox.Folder);
        var request = new ScoreRequest(Context, " tables") { ContextParts = [0..10, 9..12] };

        ArgumentException exception = Assert.Throws<ArgumentException>(() => model.ScoreBatch([request]));

        Assert.Contains("Part 1 begins at 9", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ScoreBatch_ContextTooLong_IsRefusedOrLosesItsStart()
    {
        using LanguageModel model = LanguageModel.Load(InBox.Folder);
        string context = string.Concat(Enumerable.Repeat("the black dog ", 300)) + "English: the black dog\nFrench:";
        int[] ids = model.Tokenizer.Encode(context + " le chien noir", addSpecialTokens: true);
        string kept = model.Tokenizer.Decode(ids[^(model.ContextLength + 1)..]);
        ContinuationScore expected = model.Score(kept[..^" le chien noir".Length], " le chien noir");

        ContinuationScore score = model.ScoreBatch(
            [new ScoreRequest(context, " le chien noir") { TruncatesContext = true }], Alone)[0];

        Assert.Throws<ArgumentException>(() => model.ScoreBatch([new ScoreRequest(context, " le chien noir")]));
        Assert.Equal(ids.Length - model.ContextLength - 1, score.TruncatedTokenCount);
        Assert.Equal(expected.LogLikelihood, score.LogLikelihood, 1e-4);
        Assert.Equal(ids.Length - score.Tokens.Count, score.ContextTokenCount);
    }

    [Fact]
    public void ScoreBatch_PartsThatAreCutOff_HaveNoTokens()
    {
        using LanguageModel model = LanguageModel.Load(InBox.Folder);
        string filler = string.Concat(Enumerable.Repeat("the black dog ", 300));
        string context = "Input: cat\nOutput: cats\n" + filler + Context;
        int offset = context.Length - Context.Length;
        Range[] parts = [18..23, (offset + 18)..(offset + 23)];

        ContinuationScore score = model.ScoreBatch(
            [new ScoreRequest(context, " tables") { TruncatesContext = true, ContextParts = parts }], Alone)[0];

        Assert.Empty(score.ContextParts[0].Tokens);
        Assert.Equal(" cats", string.Concat(score.ContextParts[1].Tokens.Select(token => token.Text)));
    }

    [Fact]
    public void ScoreBatch_WithoutPrefixCache_GivesTheSameBitsWhateverCameBefore()
    {
        using LanguageModel model = LanguageModel.Load(InBox.Folder);
        ScoreRequest[] requests =
            [.. new[] { "cat", "dog", "table" }.Select(word => new ScoreRequest(Context, $" {word}s"))];
        double[] first = [.. model.ScoreBatch(requests, Alone).Select(score => score.LogLikelihood)];
        model.Generate(Context + " tables\nInput: house\nOutput:", new GenerationOptions { MaxOutputTokens = 3 });
        model.ScoreBatch(requests);

        double[] second = [.. model.ScoreBatch(requests, Alone).Select(score => score.LogLikelihood)];

        Assert.Equal(first, second);
    }

    [Fact]
    public void GenerateBatch_PromptTooLong_LosesItsStartWhereAsked()
    {
        using LanguageModel model = LanguageModel.Load(InBox.Folder);
        string prompt = string.Concat(Enumerable.Repeat("the black dog ", 300)) + "English: the black dog\nFrench:";
        var options = new GenerationOptions { StopSequences = ["\n"], MaxOutputTokens = 20 };
        int[] ids = model.Tokenizer.Encode(prompt, addSpecialTokens: true);
        Completion expected = model.Generate(model.Tokenizer.Decode(ids[^(model.ContextLength - 20)..]), options);

        Completion completion = model.GenerateBatch(
            [new GenerationRequest(prompt, options) { TruncatesPrompt = true }], Alone)[0][0];

        Assert.Throws<ArgumentException>(() => model.GenerateBatch([new GenerationRequest(prompt, options)]));
        Assert.Equal(model.ContextLength - 20, completion.Usage.InputTokenCount);
        Assert.Equal(expected.TokenIds, completion.TokenIds);
    }

    [Fact]
    public void GenerateBatch_PromptThatLostItsStart_IsEchoedAsItWasRead()
    {
        string prompt = string.Concat(Enumerable.Repeat("the black dog 😀 ", 300));
        var options = new GenerationOptions { Echo = true, TopLogProbabilities = 0, MaxOutputTokens = 20 };
        int[] ids = InBox.Model.Tokenizer.Encode(prompt, addSpecialTokens: true);

        Completion[] completions = [.. Enumerable.Range(20, 6).Select(room => InBox.Model.GenerateBatch(
            [new(prompt, options with { MaxOutputTokens = room }) { TruncatesPrompt = true }], Alone)[0][0])];

        Assert.All(completions.Index(), each =>
        {
            int count = InBox.Model.ContextLength - 20 - each.Index;
            string read = InBox.Model.Tokenizer.Decode(ids[^count..]).TrimStart('\uFFFD');
            Assert.StartsWith(read, each.Item.Text, StringComparison.Ordinal);
            Assert.DoesNotContain('\uFFFD', read);
            Assert.Equal(count, each.Item.PromptLogProbabilities!.Count);
        });
    }

    private static Range Of(string part)
    {
        int start = Context.IndexOf(part, StringComparison.Ordinal);
        return start..(start + part.Length);
    }
}

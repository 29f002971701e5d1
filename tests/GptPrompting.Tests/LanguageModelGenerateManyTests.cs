using GptPrompting.Generation;
using GptPrompting.Scoring;
using GptPrompting.Tests.Fakes;
using GptPrompting.Tokenization;

namespace GptPrompting.Tests;

public class LanguageModelGenerateManyTests
{
    private const string Story = "Once upon a time";

    private static readonly GenerationOptions Sampling = new() { Temperature = 1, Seed = 5, MaxOutputTokens = 20 };

    [Fact]
    public void GenerateMany_SeveralResults_AreThoseOfTheSeedsInARow()
    {
        IReadOnlyList<Completion> results = InBox.Model.GenerateMany(Story, Sampling with { ResultCount = 10 });

        Assert.Equal(
            Enumerable.Range(5, 10).Select(seed => InBox.Model.Generate(Story, Sampling with { Seed = seed }).Text),
            results.Select(result => result.Text));
    }

    [Fact]
    public void GenerateMany_OneResult_IsThatOfGenerate()
    {
        Completion single = InBox.Model.Generate(Story, Sampling);

        Completion only = Assert.Single(InBox.Model.GenerateMany(Story, Sampling));

        Assert.Equal((single.Text, single.Usage), (only.Text, only.Usage));
    }

    [Fact]
    public void Generate_SeveralResultsAskedFor_SaysWhichCallGivesThem()
    {
        var e = Assert.Throws<ArgumentException>(
            () => InBox.Model.Generate(Story, Sampling with { ResultCount = 2 }));

        Assert.Contains("ResultCount is 2", e.Message, StringComparison.Ordinal);
        Assert.Contains("GenerateMany", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Generate_LogProbabilities_AreThoseOfScore()
    {
        const string Prompt = "English: the black dog\nFrench:";

        Completion completion = InBox.Model.Generate(
            Prompt, new GenerationOptions { TopLogProbabilities = 3, MaxOutputTokens = 5, RepetitionPenalty = 1.1 });

        ContinuationScore score = InBox.Model.Score(Prompt, completion.Text);
        Assert.Equal(score.Tokens.Select(token => token.Id), completion.TokenIds);
        Assert.All(score.Tokens.Zip(completion.LogProbabilities!), pair =>
            Assert.Equal(pair.First.LogProbability, pair.Second.LogProbability!.Value, 1e-4));
        Assert.Equal(
            score.Tokens.Select(token => token.Text), completion.LogProbabilities!.Select(token => token.Text));
        Assert.All(completion.LogProbabilities!, token => Assert.Equal(3, token.Top.Count));
    }

    [Fact]
    public void GenerateStreaming_Echo_ShowsThePromptFirstWithTheLogProbabilitiesOfScore()
    {
        var options = new GenerationOptions { TopLogProbabilities = 0, Echo = true, MaxOutputTokens = 4 };

        CompletionUpdate[] updates = [.. InBox.Model.GenerateStreaming(Story, options)];

        Assert.Equal(5, updates.Length);
        Assert.Equal(Story, updates[0].Text);
        Assert.Empty(updates[0].TokenIds);
        IReadOnlyList<TokenLogProbability> prompt = updates[0].PromptLogProbabilities!;
        Assert.Null(prompt[0].LogProbability);
        double[] expected = [.. InBox.Model.Score(prompt[0].Text, Story[prompt[0].Text.Length..])
            .Tokens.Select(token => token.LogProbability)];
        Assert.All(expected.Zip(prompt.Skip(1)), pair =>
            Assert.Equal(pair.First, pair.Second.LogProbability!.Value, 1e-4));
        Assert.All(updates.Skip(1), update => Assert.Single(update.LogProbabilities!));
    }

    [Fact]
    public void GenerateMany_Beams_FindAMoreProbableTextThanGreedyDecoding()
    {
        var options = new GenerationOptions { MaxOutputTokens = 12, TopLogProbabilities = 0 };

        IReadOnlyList<Completion> beams = InBox.Model.GenerateMany(
            Story, options with { Beams = 4, ResultCount = 4, LengthPenalty = 0 });

        double greedy = InBox.Model.Generate(Story, options)
            .LogProbabilities!.Sum(token => token.LogProbability!.Value);
        Assert.Equal(4, beams.DistinctBy(beam => beam.Text).Count());
        Assert.Equal(beams.OrderByDescending(beam => beam.RankingScore), beams);
        Assert.True(beams[0].RankingScore >= greedy - 1e-4);
        Assert.All(beams, beam => Assert.Equal(
            beam.RankingScore!.Value, beam.LogProbabilities!.Sum(token => token.LogProbability!.Value), 1e-3));
    }

    [Fact]
    public void GenerateStreaming_BeamsAndBestOf_GiveOneUpdateAtTheEnd()
    {
        CompletionUpdate beams = Assert.Single(
            InBox.Model.GenerateStreaming(Story, new GenerationOptions { Beams = 2, MaxOutputTokens = 5 }));
        CompletionUpdate best = Assert.Single(InBox.Model.GenerateStreaming(Story, Sampling with { BestOf = 3 }));

        Assert.Equal(5, beams.TokenIds.Count);
        Assert.Equal(20, best.TokenIds.Count);
        Assert.NotNull(beams.FinishReason);
        Assert.NotNull(best.RankingScore);
    }

    [Fact]
    public void Generate_StopTokenIds_EndTheTextAndAreNotShown()
    {
        int id = Assert.Single(InBox.Model.Tokenizer.Encode("\n", addSpecialTokens: false));

        Completion completion = InBox.Model.Generate(
            "Question: What is the capital of France?\nAnswer:", new GenerationOptions { StopTokenIds = [id] });

        Assert.Equal(" Paris", completion.Text);
        Assert.Equal(FinishReason.Stop, completion.FinishReason);
        Assert.Equal(id, completion.TokenIds[^1]);
    }

    [Theory]
    [InlineData("<end>", "bc")]
    [InlineData("c<end>", "bcd")]
    public void Generate_StopSequenceIsASpecialToken_EndsTheTextThere(string stop, string expected)
    {
        int[] next = [.. Enumerable.Range(1, 257)];
        (next['c'], next[256]) = (256, 'd');
        HuggingFaceTokenizer tokenizer = TokenizerJson.Of().WithToken("<end>", 256, "special").Load();
        using var model = new LanguageModel("letters", TableModel.Chain([.. next[..257]]), tokenizer, eosIds: []);
        var options = new GenerationOptions { StopSequences = [stop], MaxOutputTokens = 4 };

        Completion completion = model.Generate("a", options);

        Assert.Equal(expected, completion.Text);
        Assert.Equal(stop == "<end>" ? FinishReason.Stop : FinishReason.Length, completion.FinishReason);
    }

    [Fact]
    public void Generate_IdsThatAreNoTokens_AreRefusedByName()
    {
        var bias = new GenerationOptions { LogitBias = new Dictionary<int, double> { [999_999] = 1 } };
        var stop = new GenerationOptions { StopTokenIds = [999_999] };
        var top = new GenerationOptions { TopLogProbabilities = 999_999 };

        Assert.Contains("LogitBias has 999999", Refused(bias), StringComparison.Ordinal);
        Assert.Contains("StopTokenIds has 999999", Refused(stop), StringComparison.Ordinal);
        Assert.Contains("TopLogProbabilities is 999999", Refused(top), StringComparison.Ordinal);
    }

    [Fact]
    public void Generate_MinOutputTokensBeyondTheContext_IsRefused()
    {
        var options = new GenerationOptions { MinOutputTokens = 600, MaxOutputTokens = 700 };

        Assert.Contains("MinOutputTokens is 600", Refused(options), StringComparison.Ordinal);
    }

    private static string Refused(GenerationOptions options) =>
        Assert.ThrowsAny<ArgumentException>(() => InBox.Model.Generate(Story, options)).Message;
}

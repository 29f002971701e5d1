using GptPrompting.Generation;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Generation;

public class SampledGenerationTests
{
    private static readonly GenerationOptions Sampling = new() { Temperature = 1, Seed = 5, MaxOutputTokens = 6 };

    [Fact]
    public void Run_Greedy_FollowsTheTableAndReadsEachTokenOnce()
    {
        using var model = TableModel.Chain(1, 2, 0);

        Completion completion = Letters.Run(model, new GenerationOptions { MaxOutputTokens = 3 }, [2, 0])[0];

        Assert.Equal([1, 2, 0], completion.TokenIds);
        Assert.Equal("bca", completion.Text);
        Assert.Equal([2, 0, 1, 2], model.TokensRead);
        Assert.Equal(0, model.SequencesOpen);
    }

    // Divided by it, a logit is beyond what a float holds.
    [Fact]
    public void Run_TinyRepetitionPenalty_KeepsLogitsFinite()
    {
        using var model = TableModel.Chain(1, 2, 0);
        var options = new GenerationOptions { RepetitionPenalty = 1e-300, MaxOutputTokens = 4 };

        Completion completion = Letters.Run(model, options, [0])[0];

        // What was seen and has a logit above 0 is chosen, and nothing else has one yet.
        Assert.Equal([1, 2, 0, 1], completion.TokenIds);
    }

    [Fact]
    public void Run_ContextIsFull_EndsWithLength()
    {
        using var model = new TableModel([[0f, 1f], [1f, 0f]], contextLength: 2);

        Completion completion = Letters.Run(model, new GenerationOptions(), [0])[0];

        Assert.Equal([1, 0], completion.TokenIds);
        Assert.Equal(FinishReason.Length, completion.FinishReason);
    }

    [Fact]
    public void Run_SeveralResults_EachIsTheOnlyResultOfItsSeed()
    {
        using var model = new ContextModel(5);

        Completion[] several = Letters.Run(model, Sampling with { ResultCount = 20 }, [1, 2, 3]);

        Assert.Equal(
            Enumerable.Range(5, 20)
                .Select(seed => Letters.Run(model, Sampling with { Seed = seed }, [1, 2, 3])[0].Text),
            several.Select(result => result.Text));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(7)]
    [InlineData(1)]
    public void Run_SeveralResults_ReadThePromptOnceAndAtMostTheWidthAtATime(int width)
    {
        using var model = new ContextModel(5);
        GenerationOptions options = Sampling with { ResultCount = 20 };

        Completion[] results = Letters.Run(model, width, Letters.Job(model, options, [1, 2, 3]))[0];

        Assert.Equal(20, results.Length);
        Assert.Equal(3 + (20 * 5), model.TokensRead);
        Assert.Equal(width, model.Passes.Max());
        Assert.Equal(0, model.SequencesOpen);
        Assert.Equal(
            Letters.Run(model, options, [1, 2, 3]).Select(each => each.Text), results.Select(each => each.Text));
    }

    [Fact]
    public void Run_SeveralGreedyResults_AreAllTheSame()
    {
        using var model = new ContextModel(5);

        Completion[] results =
            Letters.Run(model, new GenerationOptions { ResultCount = 3, MaxOutputTokens = 4 }, [1, 2]);

        Assert.Equal(3, results.Length);
        Assert.Single(results.Select(result => result.Text).Distinct());
    }

    [Fact]
    public void Run_BestOf_GivesThoseWithTheHighestMeanLogProbability()
    {
        using var model = new ContextModel(5);
        Completion[] all =
            Letters.Run(model, Sampling with { ResultCount = 10, TopLogProbabilities = 0 }, [1, 2], ends: 4);

        Completion[] best = Letters.Run(
            model, Sampling with { BestOf = 10, ResultCount = 3, TopLogProbabilities = 0 }, [1, 2], ends: 4);

        Completion[] expected = [.. all.OrderByDescending(Mean).Take(3)];
        Assert.Equal(expected.Select(each => each.Text), best.Select(each => each.Text));
        Assert.Equal(expected.Select(Mean), best.Select(each => each.RankingScore!.Value));
        Assert.Equal(expected.Select(Mean), best.Select(Mean));
        Assert.Equal(expected.Select(each => each.Usage), best.Select(each => each.Usage));
    }

    [Fact]
    public void Run_LogProbabilities_AreTheModelsOwnWhateverTheOptions()
    {
        using var model = new ContextModel(4);
        GenerationOptions options = Sampling with
        {
            TopLogProbabilities = 2, Temperature = 3, RepetitionPenalty = 1.5, TopK = 3, NoRepeatNgramSize = 2,
        };

        Completion completion = Letters.Run(model, options, [1, 2])[0];

        Assert.Equal(completion.TokenIds, completion.LogProbabilities!.Select(each => each.Id));
        for (int i = 0; i < completion.TokenIds.Count; i++)
        {
            double[] expected = LogSoftmax(model.LogitsAfter([1, 2, .. completion.TokenIds.Take(i)]));
            TokenLogProbability told = completion.LogProbabilities![i];
            Assert.Equal(expected[told.Id], told.LogProbability!.Value, 1e-6);
            Assert.Equal(
                expected.Index().OrderByDescending(each => each.Item).Take(2).Select(each => each.Index),
                told.Top.Select(each => each.Id));
            Assert.All(told.Top, each => Assert.Equal(expected[each.Id], each.LogProbability!.Value, 1e-6));
        }
    }

    [Fact]
    public void Run_Echo_ShowsThePromptWithItsLogProbabilities()
    {
        using var model = new ContextModel(4);
        GenerationOptions options = Sampling with { TopLogProbabilities = 1, Echo = true, ResultCount = 2 };

        Completion[] results = Letters.Run(model, options, [1, 2, 0]);

        Assert.All(results, result => Assert.StartsWith("bca", result.Text, StringComparison.Ordinal));
        Assert.All(results, result => Assert.Equal(6, result.TokenIds.Count));
        Assert.All(results, result => Assert.Equal(6, result.LogProbabilities!.Count));
        IReadOnlyList<TokenLogProbability> prompt = results[1].PromptLogProbabilities!;
        Assert.Equal([1, 2, 0], prompt.Select(each => each.Id));
        Assert.Null(prompt[0].LogProbability);
        Assert.Empty(prompt[0].Top);
        Assert.Equal(LogSoftmax(model.LogitsAfter([1]))[2], prompt[1].LogProbability!.Value, 1e-6);
        Assert.Equal(LogSoftmax(model.LogitsAfter([1, 2]))[0], prompt[2].LogProbability!.Value, 1e-6);
        Assert.Equal(LogSoftmax(model.LogitsAfter([1, 2])).Max(), prompt[2].Top[0].LogProbability!.Value, 1e-6);
    }

    [Fact]
    public void Run_EchoAlone_ShowsThePromptAndNoLogProbabilities()
    {
        using var model = new ContextModel(4);

        Completion result = Letters.Run(model, Sampling with { Echo = true }, [1, 2])[0];

        Assert.StartsWith("bc", result.Text, StringComparison.Ordinal);
        Assert.Null(result.PromptLogProbabilities);
        Assert.Null(result.LogProbabilities);
    }

    [Fact]
    public void Run_EchoOfALongPrompt_ReadsItPieceByPieceWithTheSameNumbers()
    {
        // 2^24 logits at once are 16 tokens of a vocabulary of 2^20.
        using var model = new ContextModel(1 << 20);
        int[] prompt = [.. Enumerable.Range(0, 18)];
        var options = new GenerationOptions { Echo = true, TopLogProbabilities = 0, MaxOutputTokens = 1 };

        Completion result = Letters.Run(model, options, prompt)[0];

        Assert.Equal([1, 1], model.Passes);
        Assert.Equal(prompt, result.PromptLogProbabilities!.Select(each => each.Id));
        double[] expected = LogSoftmax(model.LogitsAfter(prompt[..17]));
        Assert.Equal(expected[17], result.PromptLogProbabilities![17].LogProbability!.Value, 1e-6);
    }

    [Fact]
    public void Run_MinOutputTokens_LooksForNoEndAndNoStopBefore()
    {
        using var model = new ContextModel(3);
        GenerationOptions options = Sampling with { MinOutputTokens = 5, StopSequences = ["a"], MaxOutputTokens = 30 };

        Completion[] results = Letters.Run(model, options with { ResultCount = 50 }, [1], ends: 2);

        Assert.All(results, result => Assert.True(result.Usage.OutputTokenCount > 5));
        Assert.All(results, result => Assert.DoesNotContain(2, result.TokenIds.Take(5)));
        Assert.All(results, result => Assert.DoesNotContain('a', result.Text.Skip(5)));
        Assert.Contains(results, result => result.Text.Contains('a', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Run_NoRepeatNgramSize_NoneOccursTwice(int size)
    {
        using var model = new ContextModel(25);
        GenerationOptions options =
            Sampling with { NoRepeatNgramSize = size, MaxOutputTokens = 20, ResultCount = 20, Temperature = 0.2 };

        Completion[] results = Letters.Run(model, options, [1, 2]);

        Assert.All(results, result =>
        {
            int[] all = [1, 2, .. result.TokenIds];
            string[] ngrams = [.. Enumerable.Range(0, all.Length - size + 1)
                .Select(i => string.Join(' ', all[i..(i + size)]))];
            Assert.Equal(ngrams.Length, ngrams.Distinct().Count());
        });
    }

    [Fact]
    public void Run_BannedToken_NeverAppears()
    {
        using var model = new ContextModel(3);
        GenerationOptions options = Sampling with
        {
            LogitBias = new Dictionary<int, double> { [1] = -100 }, MaxOutputTokens = 30, ResultCount = 20,
        };

        Assert.All(Letters.Run(model, options, [1]), result => Assert.DoesNotContain(1, result.TokenIds));
    }

    private static double Mean(Completion completion) =>
        completion.LogProbabilities!.Average(token => token.LogProbability!.Value);

    private static double[] LogSoftmax(float[] logits)
    {
        double sum = Math.Log(logits.Sum(logit => Math.Exp(logit)));
        return [.. logits.Select(logit => logit - sum)];
    }
}

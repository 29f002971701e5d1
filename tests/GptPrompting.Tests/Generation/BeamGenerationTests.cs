using GptPrompting.Generation;
using GptPrompting.Models;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Generation;

public class BeamGenerationTests
{
    [Fact]
    public void Run_OneBeam_IsGreedy()
    {
        using var model = new ContextModel(6);
        for (int prompt = 0; prompt < 5; prompt++)
        {
            var options = new GenerationOptions { MaxOutputTokens = 12 };
            GenerationJob job = Letters.Job(model, options, [prompt], ends: [5]);
            using var generation = new BeamGeneration(job, Letters.Tools(model), model.Begin());
            List<BatchUpdate> updates = [];
            while (!generation.IsDone)
            {
                List<SequenceRead> reads = [];
                generation.AddReads(reads);
                model.Read(reads);
                generation.Advance(updates);
            }

            Completion greedy = Letters.Run(model, options, [prompt], ends: 5)[0];
            CompletionUpdate update = Assert.Single(updates).Update;
            Assert.Equal(greedy.TokenIds, update.TokenIds);
            Assert.Equal((greedy.Text, greedy.FinishReason), (update.Text, update.FinishReason));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(2.5)]
    public void Run_MoreBeamsThanTexts_FindsTheBestOfAllTexts(double lengthPenalty)
    {
        using var model = new ContextModel(3);
        var options = new GenerationOptions
        {
            Beams = 128, ResultCount = 5, MaxOutputTokens = 4, LengthPenalty = lengthPenalty,
            EarlyStopping = EarlyStopping.Never,
        };
        (int[] Tokens, double Ranking)[] expected = [.. AllTexts(model, [1], [], 0, 4, end: 2)
            .Select(text => (text.Tokens, text.Score / Math.Pow(text.Tokens.Length, lengthPenalty)))
            .OrderByDescending(text => text.Item2).Take(5)];

        Completion[] results = Letters.Run(model, options, [1], ends: 2);

        Assert.Equal(expected.Select(text => text.Tokens), results.Select(result => result.TokenIds));
        Assert.All(expected.Zip(results),
            pair => Assert.Equal(pair.First.Ranking, pair.Second.RankingScore!.Value, 1e-5));
    }

    [Fact]
    public void Run_Beams_AreReadTogetherAndAllClosed()
    {
        using var model = new ContextModel(8);
        var options = new GenerationOptions { Beams = 4, MaxOutputTokens = 5 };

        Letters.Run(model, options, [1, 2, 3]);

        Assert.Equal([1, 4, 4, 4, 4], model.Passes);
        Assert.Equal(3 + (4 * 4), model.TokensRead);
        Assert.Equal(0, model.SequencesOpen);
    }

    [Fact]
    public void Run_StopSequence_EndsBeamsAndIsNotShown()
    {
        using var model = new ContextModel(4);
        var options =
            new GenerationOptions { Beams = 3, ResultCount = 3, StopSequences = ["ba"], MaxOutputTokens = 12 };

        Completion[] results = Letters.Run(model, options, [1]);

        Assert.Contains(results, result => result.FinishReason == FinishReason.Stop);
        Assert.All(results, result => Assert.DoesNotContain("ba", result.Text, StringComparison.Ordinal));
        Assert.All(results.Where(result => result.FinishReason == FinishReason.Stop),
            result => Assert.Equal([1, 0], result.TokenIds.TakeLast(2)));
    }

    [Fact]
    public void Run_LogProbabilities_SumToTheRanking()
    {
        using var model = new ContextModel(6);
        var options = new GenerationOptions
        {
            Beams = 3, ResultCount = 3, TopLogProbabilities = 2, Echo = true, MaxOutputTokens = 5,
        };

        Completion[] results = Letters.Run(model, options, [1, 2]);

        Assert.All(results, result => Assert.Equal(
            result.RankingScore!.Value, result.LogProbabilities!.Average(token => token.LogProbability!.Value), 1e-5));
        Assert.All(results, result => Assert.Equal([1, 2], result.PromptLogProbabilities!.Select(token => token.Id)));
        Assert.All(results, result => Assert.StartsWith("bc", result.Text, StringComparison.Ordinal));
        Assert.Equal(results.OrderByDescending(result => result.RankingScore), results);
        Assert.Equal(3, results.DistinctBy(result => result.Text).Count());
    }

    [Fact]
    public void Run_NoRepeatNgramSizeAndMinOutputTokens_HoldInEveryBeam()
    {
        using var model = new ContextModel(6);
        var options = new GenerationOptions
        {
            Beams = 4, ResultCount = 4, NoRepeatNgramSize = 2, MinOutputTokens = 6, MaxOutputTokens = 10,
        };

        Completion[] results = Letters.Run(model, options, [1], ends: 5);

        Assert.All(results, result => Assert.DoesNotContain(5, result.TokenIds.Take(6)));
        Assert.All(results, result =>
        {
            int[] all = [1, .. result.TokenIds];
            Assert.Equal(all.Length - 1, all.Zip(all.Skip(1)).Distinct().Count());
        });
    }

    private static IEnumerable<(int[] Tokens, double Score)> AllTexts(
        ContextModel model, int[] prompt, int[] tokens, double score, int length, int end)
    {
        if (tokens.Length == length || tokens.LastOrDefault(-1) == end)
        {
            return [(tokens, score)];
        }

        float[] logits = model.LogitsAfter([.. prompt, .. tokens]);
        double sum = Math.Log(logits.Sum(logit => Math.Exp(logit)));
        return logits.Index().SelectMany(each =>
            AllTexts(model, prompt, [.. tokens, each.Index], score + each.Item - sum, length, end));
    }
}

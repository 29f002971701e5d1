using GptPrompting.Scoring;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests;

/// <summary>
/// A thousand cases, scored one by one on the graph as it is, without cache and on one thread; and then otherwise.
/// </summary>
public class RandomScoringTests
{
    private static readonly (int? MaxBatchSize, int Threads, long PrefixCacheBytes)[] Settings =
        [(1, 2, 1 << 28), (2, 1, 0), (7, 4, 1 << 16), (64, 1, 1 << 28), (null, 2, 0)];

    // The small models read bytes, at most 64 with the token that begins a text.
    public static TheoryData<string, GraphRewriting, int, int> Models => new()
    {
        { "", GraphRewriting.Never, 100, 800 },
        { "", GraphRewriting.Always, 150, 800 },
        { "gpt1-plain", GraphRewriting.Never, 50, 60 },
        { "gpt2-optimum", GraphRewriting.Never, 50, 60 },
        { "gpt2-optimum", GraphRewriting.Always, 150, 60 },
        { "gpt2-legacy", GraphRewriting.Never, 50, 60 },
        { "gptneo-optimum", GraphRewriting.Always, 50, 60 },
        { "gptj-optimum", GraphRewriting.Always, 150, 60 },
        { "gptneox-optimum", GraphRewriting.Never, 50, 60 },
        { "gptneox-optimum", GraphRewriting.Always, 100, 60 },
        { "llama-genai", GraphRewriting.Never, 100, 60 },
    };

    // With integers as weights, and as exact as 32-bit floats.
    public static TheoryData<string, ModelWeights, GraphRewriting, int, int> SmallerModels => new()
    {
        { "", ModelWeights.EightBitExact, GraphRewriting.Always, 150, 800 },
        { "", ModelWeights.FourBitExact, GraphRewriting.Always, 150, 800 },
        { "gpt2-optimum", ModelWeights.EightBitExact, GraphRewriting.Always, 100, 60 },
        { "gpt2-optimum", ModelWeights.FourBitExact, GraphRewriting.Never, 50, 60 },
        { "gptneox-optimum", ModelWeights.EightBitExact, GraphRewriting.Never, 50, 60 },
        { "gptneox-optimum", ModelWeights.FourBitExact, GraphRewriting.Always, 150, 60 },
        { "llama-genai", ModelWeights.EightBitExact, GraphRewriting.Never, 150, 60 },
        { "gpt1-plain", ModelWeights.EightBitExact, GraphRewriting.Never, 100, 60 },
        { "gptj-optimum", ModelWeights.FourBitExact, GraphRewriting.Always, 100, 60 },
    };

    [Fact]
    public void Models_CasesTogether_AreAThousand()
    {
        Assert.Equal(1000, Models.Sum(row => ((IReadOnlyList<object?>)row)[2] as int?));
        Assert.Equal(1000, SmallerModels.Sum(row => ((IReadOnlyList<object?>)row)[3] as int?));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void ScoreBatch_BatchOrderCacheThreadsAndRewriting_ChangeNothing(
        string name, GraphRewriting rewriting, int count, int mostBytes) =>
        AssertSameOtherwise(name, ModelWeights.AsTheyAre, rewriting, count, mostBytes, Settings);

    // In three of the settings: each opens the model once more, which takes long with integers as weights.
    [Theory]
    [MemberData(nameof(SmallerModels))]
    public void ScoreBatch_ExactSmallerWeights_BatchOrderCacheThreadsAndRewritingChangeNothing(
        string name, ModelWeights weights, GraphRewriting rewriting, int count, int mostBytes) =>
        AssertSameOtherwise(name, weights, rewriting, count, mostBytes, Settings[1..4]);

    private static void AssertSameOtherwise(string name, ModelWeights weights, GraphRewriting rewriting, int count,
        int mostBytes, (int? MaxBatchSize, int Threads, long PrefixCacheBytes)[] settings)
    {
        string folder = name.Length == 0 ? InBox.Folder : SmallModel.Folder(name);
        int seed = 1000 * (name.Length + (int)rewriting);
        ScoreRequest[] requests = RandomRequests.MakeDistinct(count, seed, mostBytes);
        ContinuationScore[] expected = OneByOne(folder, weights, requests);
        foreach ((int? maxBatchSize, int threads, long prefixCacheBytes) in settings)
        {
            using LanguageModel model = LanguageModel.Load(folder, new LanguageModelOptions
            {
                Rewriting = rewriting,
                Weights = weights,
                Threads = threads,
                PrefixCacheBytes = prefixCacheBytes,
            });
            int[] order = [.. Enumerable.Range(0, count)];
            new Random(threads).Shuffle(order);

            IReadOnlyList<ContinuationScore> scores = model.ScoreBatch(
                order.Select(index => requests[index]), new BatchOptions { MaxBatchSize = maxBatchSize });

            Assert.Equal(count, scores.Count);
            AssertEqual(expected, order.Zip(scores));

            // Requests of one call share by themselves; later calls find in the cache what begins as they do.
            AssertEqual(expected, order.Take(prefixCacheBytes > 0 ? count / 4 : 0)
                .Select(index => (index, model.Score(requests[index].Context, requests[index].Continuation))));
        }
    }

    private static void AssertEqual(
        ContinuationScore[] expected, IEnumerable<(int Index, ContinuationScore Score)> scores) => Assert.All(scores,
            pair => LanguageModelScoreBatchTests.AssertEqual(expected[pair.Index], pair.Score));

    private static ContinuationScore[] OneByOne(string folder, ModelWeights weights, ScoreRequest[] requests)
    {
        using LanguageModel model = LanguageModel.Load(folder, new LanguageModelOptions
        {
            Rewriting = GraphRewriting.Never,
            Weights = weights,
            Threads = 1,
            PrefixCacheBytes = 0,
            CombinesCallers = false,
        });
        return [.. requests.Select(request => model.Score(request.Context, request.Continuation))];
    }
}

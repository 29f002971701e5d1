using GptPrompting.Models;
using GptPrompting.Models.Layers;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Models;

public class PrefixCacheTests
{
    private static readonly int[] Prompt = [.. Enumerable.Range(0, 20)];

    // Each token is followed by itself.
    private static readonly float[][] Chain = [.. Enumerable.Range(0, 64).Select(id =>
        Enumerable.Range(0, 64).Select(next => next == id ? 10f : 0f).ToArray())];

    [Fact]
    public void Read_BeginsAsAnEarlierSequence_ReadsOnlyTheRest()
    {
        TableModel table = Table();
        using var model = new PrefixCachingModel(table, maxBytes: 100);
        ReadAll(model, Prompt);
        table.TokensRead.Clear();

        using ICausalSequence second = model.Begin();
        second.Read([.. Prompt[..15], 30, 31], rows: 1);

        Assert.Equal([30, 31], table.TokensRead);
        Assert.Equal((17, 15), (second.Length, second.CachedTokenCount));
    }

    [Fact]
    public void Read_SeveralRowsWanted_AreComputed()
    {
        TableModel table = Table();
        using var model = new PrefixCachingModel(table, maxBytes: 100);
        ReadAll(model, Prompt);
        table.TokensRead.Clear();

        using ICausalSequence second = model.Begin();
        int logits = second.Read(Prompt, rows: 3).Length;

        Assert.Equal(3 * 64, logits);
        Assert.Equal([17, 18, 19], table.TokensRead);
    }

    [Fact]
    public void Read_SharesLessThanEightTokens_ReadsAll()
    {
        TableModel table = Table();
        using var model = new PrefixCachingModel(table, maxBytes: 100);
        ReadAll(model, Prompt);

        using ICausalSequence second = model.Begin();
        second.Read([.. Prompt[..7], 30, 31], rows: 1);

        Assert.Equal(0, second.CachedTokenCount);
    }

    [Fact]
    public void Keep_MoreThanTheBudget_DropsTheOneUsedLongestAgo()
    {
        TableModel table = Table();
        using var model = new PrefixCachingModel(table, maxBytes: 50);
        int[][] prompts = [.. Enumerable.Range(0, 3).Select(i => Enumerable.Range(i, 20).ToArray())];
        ReadAll(model, prompts[0]);
        ReadAll(model, prompts[1]);
        ReadAll(model, [.. prompts[0], 7]);

        ReadAll(model, prompts[2]);

        Assert.Equal([20, 0, 20], prompts.Select(prompt => Cached(model, [.. prompt, 50])));
        Assert.Equal(41, model.Cache.Bytes);
    }

    [Fact]
    public void Keep_LongerThanTheBudget_IsNotKept()
    {
        TableModel table = Table();
        using var model = new PrefixCachingModel(table, maxBytes: 19);

        ReadAll(model, Prompt);

        Assert.Equal((0, 0), (model.Cache.Bytes, table.SequencesOpen));
    }

    [Fact]
    public void Keep_GoesOnFromOneThatIsKept_ReplacesIt()
    {
        TableModel table = Table();
        using var model = new PrefixCachingModel(table, maxBytes: 100);
        ReadAll(model, Prompt);

        ReadAll(model, [.. Prompt, 30, 31]);
        ReadAll(model, Prompt);

        Assert.Equal((22, 1), (model.Cache.Bytes, table.SequencesOpen));
    }

    [Fact]
    public void Dispose_Model_FreesWhatIsKept()
    {
        TableModel table = Table();
        var model = new PrefixCachingModel(table, maxBytes: 100);
        ICausalSequence late = model.Begin();
        late.Read(Prompt, rows: 0);
        ReadAll(model, Prompt);

        model.Dispose();
        late.Dispose();

        Assert.Equal((0, true), (table.SequencesOpen, table.IsDisposed));
    }

    [Fact]
    public void Read_Fails_LeavesTheSequenceEmpty()
    {
        TableModel table = Table();
        using var model = new PrefixCachingModel(table, maxBytes: 100);
        ReadAll(model, Prompt);
        using ICausalSequence second = model.Begin();

        Assert.Throws<OperationCanceledException>(
            () => { second.Read([.. Prompt, 30], rows: 1, new CancellationToken(canceled: true)); });

        Assert.Equal((0, 2), (second.Length, table.SequencesOpen));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_FailsAfterOthersWereRead_KnowsWhatTheseHaveRead(bool isCached)
    {
        var table = new TableModel(Chain) { FailingToken = 40 };
        using var model = new PrefixCachingModel(table, maxBytes: 100);
        if (isCached)
        {
            ReadAll(model, Prompt);
        }

        ICausalSequence first = model.Begin();
        using ICausalSequence second = model.Begin();
        SequenceRead[] reads = [new(first, (int[])[.. Prompt, 30], 1), new(second, (int[])[.. Prompt, 40], 1)];

        Assert.Throws<InvalidOperationException>(() => model.Read(reads));

        Assert.Equal((21, 0), (first.Length, second.Length));
        first.Dispose();
        Assert.Equal(21, model.Cache.Bytes);
        Assert.Equal(20, Cached(model, [.. Prompt, 30]));
    }

    [Fact]
    public void Read_RandomForksAndLengths_EqualsOneByOne()
    {
        using var model = new PrefixCachingModel(BatchedReadTests.LoadInBox(), maxBytes: 1 << 22);
        using OnnxModel reference = BatchedReadTests.LoadInBox();
        using var reads = new RandomReads(model, seed: 9)
        {
            Reference = reference,
            Vocabulary = 2,
            LongestRead = 24,
        };

        reads.Run(60);

        Assert.All(reads.Compared,
            pair => Assert.InRange(BatchedReadTests.Difference(pair.Together, pair.Alone), 0, 2e-4));
    }

    private static TableModel Table() => new(Chain);

    private static void ReadAll(PrefixCachingModel model, int[] tokenIds)
    {
        using ICausalSequence sequence = model.Begin();
        sequence.Read(tokenIds, rows: 1);
    }

    private static int Cached(PrefixCachingModel model, int[] tokenIds)
    {
        ICausalSequence sequence = model.Begin();
        sequence.Read(tokenIds, rows: 1);
        return sequence.CachedTokenCount;
    }
}

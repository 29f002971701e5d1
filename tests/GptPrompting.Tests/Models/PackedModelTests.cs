using GptPrompting.Models;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Models;

public class PackedModelTests
{
    [Theory]
    [InlineData(1, 12, 12)]
    [InlineData(2, 200, 4)]
    public void Read_RandomForksAndLengths_EqualsTheGraphAsItIs(int seed, int longestRead, int mostSequences)
    {
        using PackedModel model = LoadInBox();
        using OnnxModel plain = BatchedReadTests.LoadInBox();
        using var reads = new RandomReads(model, seed)
        {
            Reference = plain,
            LongestRead = longestRead,
            MostSequences = mostSequences,
        };

        reads.Run(40);

        Assert.True(reads.Compared.Count > 50);
        Assert.All(reads.Compared, pair =>
            Assert.InRange(BatchedReadTests.Difference(pair.Together, pair.Alone), 0, 2e-4));
    }

    [Fact]
    public void Read_LongerThanOnePass_EqualsTheGraphAsItIs()
    {
        using PackedModel model = LoadInBox(tokensPerPass: 100);
        using ICausalSequence sequence = model.Begin();
        int[] ids = [.. Enumerable.Range(0, 508)];
        using OnnxModel plain = BatchedReadTests.LoadInBox();
        using ICausalSequence reference = plain.Begin();
        float[] expected = reference.Read([.. ids, 7, 8], rows: 2).ToArray();

        sequence.Read(ids, rows: 0);
        float[] actual = sequence.Read([7, 8], rows: 2).ToArray();

        Assert.Equal(510, sequence.Length);
        Assert.InRange(BatchedReadTests.Difference(expected, actual), 0, 2e-4);
    }

    [Fact]
    public void Fork_DisposedAgain_LeavesNoSlotInUse()
    {
        using PackedModel model = LoadInBox();
        using var prefix = (PackedSequence)model.Begin();
        prefix.Read([1, 2, 3], rows: 0);

        using (ICausalSequence fork = prefix.Fork(2))
        {
            fork.Read([4, 5], rows: 1);
            Assert.Equal(5, prefix.Arena!.Used);
        }

        Assert.Equal(3, prefix.Arena!.Used);
    }

    [Fact]
    public void Read_ManyForksOfOnePrefix_HasThePrefixOnce()
    {
        using PackedModel model = LoadInBox();
        using var prefix = (PackedSequence)model.Begin();
        prefix.Read([.. Enumerable.Range(0, 100)], rows: 0);
        ICausalSequence[] forks = [.. Enumerable.Range(0, 8).Select(_ => prefix.Fork(100))];

        model.Read([.. forks.Select((fork, i) => new SequenceRead(fork, new[] { i, i + 1 }, 1))]);

        Assert.Equal(116, prefix.Arena!.Used);
        Assert.All(forks, fork => Assert.Same(prefix.Arena, ((PackedSequence)fork).Arena));
        Array.ForEach(forks, fork => fork.Dispose());
    }

    [Fact]
    public void Read_FarBehindOthersSlots_MovesToAnArenaOfItsOwn()
    {
        using PackedModel model = LoadInBox();
        using var first = (PackedSequence)model.Begin();
        first.Read([.. Enumerable.Range(0, 300)], rows: 0);
        using var fork = (PackedSequence)first.Fork(20);

        fork.Read([5], rows: 1);

        Assert.NotSame(first.Arena, fork.Arena);
        Assert.Equal((300, 21), (first.Arena!.Used, fork.Arena!.Used));
    }

    [Fact]
    public void Read_Cancelled_LeavesTheSequenceAsItWas()
    {
        using PackedModel model = LoadInBox();
        using ICausalSequence sequence = model.Begin();
        float[] expected = sequence.Read([1, 2], rows: 1).ToArray();

        Assert.ThrowsAny<OperationCanceledException>(
            () => sequence.Read([3], rows: 1, new CancellationToken(canceled: true)).ToArray());

        Assert.Equal(2, sequence.Length);
        Assert.Equal(expected, sequence.Logits.ToArray());
        Assert.Equal(2048, sequence.Read([3], rows: 1).Length);
    }

    [Fact]
    public void Dispose_TurnsCallsAwayAndLetsSequencesGo()
    {
        PackedModel model = LoadInBox();
        ICausalSequence sequence = model.Begin();
        sequence.Read([1], rows: 1);

        model.Dispose();
        model.Dispose();

        Assert.Throws<ObjectDisposedException>(() => sequence.Read([0], rows: 1).ToArray());
        Assert.Throws<ObjectDisposedException>(model.Begin);
        sequence.Dispose();
        sequence.Dispose();
    }

    internal static PackedModel LoadInBox(int tokensPerPass = 512)
    {
        ModelFolder files = ModelFolder.Open(InBox.Folder, null, null);
        var options = new LanguageModelOptions { Threads = 1, Rewriting = GraphRewriting.Always };
        GraphSource source = FolderGraphs.Source(files, files.ReadConfig(), options);
        return PackedModel.Load(source, contextLength: 512, tokensPerPass);
    }
}

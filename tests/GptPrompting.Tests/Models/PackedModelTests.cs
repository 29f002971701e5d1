using GptPrompting.Graphs.Format;
using GptPrompting.Models;
using GptPrompting.Models.Folders;
using GptPrompting.Models.Layers;
using GptPrompting.Models.Packed;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Models;

public class PackedModelTests
{
    [Theory]
    [InlineData(1, 12, 12, 512)]
    [InlineData(2, 200, 4, 512)]
    [InlineData(3, 60, 8, 24)]
    public void Read_RandomForksAndLengths_EqualsTheGraphAsItIs(
        int seed, int longestRead, int mostSequences, int tokensPerPass)
    {
        using PackedModel model = LoadInBox(tokensPerPass);
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

    [Theory]
    [InlineData(100, 128)]
    [InlineData(160, 160)]
    [InlineData(768, 512)]
    [InlineData(null, 512)]
    public void Load_NoTokensPerPass_HasAsManyAsSuitTheWidth(int? width, int expected)
    {
        GraphSource source = FolderSource.Of(
            InBox.Folder, new LanguageModelOptions { Threads = 1, Rewriting = GraphRewriting.Always });
        CacheConfig cache = source.Config.Cache with { Width = width };
        source = source with { Config = source.Config with { Cache = cache } };

        using var model = PackedModel.Load(source, contextLength: 512);

        Assert.Equal(expected, model.TokensPerPass);
    }

    [Theory]
    [InlineData(150, false)]
    [InlineData(101, true)]
    [InlineData(200, true)]
    public void Read_MoreRowsThanOnePassHas_EqualsTheGraphAsItIs(int rows, bool isLast)
    {
        using PackedModel model = LoadInBox(tokensPerPass: 30);
        using ICausalSequence sequence = model.Begin();
        int[] ids = [.. Enumerable.Range(7, 200)];
        using OnnxModel plain = BatchedReadTests.LoadInBox();
        using ICausalSequence reference = plain.Begin();
        float[] expected = reference.Read([1, 2, .. ids], rows).ToArray();

        sequence.Read([1, 2], rows: 1);
        model.Read([new SequenceRead(sequence, ids, rows) { IsLast = isLast }]);

        Assert.Equal(202, sequence.Length);
        Assert.InRange(BatchedReadTests.Difference(expected, sequence.Logits.ToArray()), 0, 2e-4);
    }

    [Fact]
    public async Task Read_CancelledInOneOfSeveralPasses_LeavesTheSequenceAsItWas()
    {
        using PackedModel model = LoadInBox(tokensPerPass: 10);
        using ICausalSequence sequence = model.Begin();
        float[] expected = sequence.Read([1, 2], rows: 1).ToArray();
        int[] ids = [.. Enumerable.Range(0, 500)];
        int cancelled = 0;

        for (int i = 0; i < 10; i++)
        {
            using var cancellation = new CancellationTokenSource();
            Task reading = Task.Run(() => { sequence.Read(ids, rows: 1, cancellation.Token); }, CancellationToken.None);
            await Task.Delay(i);
            await cancellation.CancelAsync();
            if (await Record.ExceptionAsync(() => reading) is OperationCanceledException)
            {
                cancelled++;
                Assert.Equal(2, sequence.Length);
                Assert.Equal(expected, sequence.Logits.ToArray());
                continue;
            }

            break;
        }

        Assert.True(cancelled > 0, "No read was cancelled.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Read_OneOfSeveralPassesFails_AllSequencesStayAsTheyWere(int prefix)
    {
        using TemporaryFolder folder = WithoutPosition(7);
        using PackedModel model = LoadInBox(tokensPerPass: 8, folder.Path);
        int[] ids = [1, 2, 3, 4, 5, 6, 7, 8];
        SequenceRead[] reads = [.. Enumerable.Range(0, 3).Select(i =>
            new SequenceRead(model.Begin(), ids.AsMemory(prefix, i == 2 ? 8 - prefix : 5 - prefix), 1))];
        Array.ForEach(reads, read => ReadSome(read.Sequence, ids[..prefix]));
        float[] logits = reads[0].Sequence.Logits.ToArray();

        Assert.Throws<ModelFormatException>(() => model.Read(reads));

        Assert.All(reads, read => Assert.Equal(prefix, read.Sequence.Length));
        Assert.Equal(logits, reads[0].Sequence.Logits.ToArray());
        model.Read(reads[..2]);
        using ICausalSequence reference = model.Begin();
        float[] expected = reference.Read(ids.AsSpan(0, 5), rows: 1).ToArray();
        Assert.All(reads[..2], read =>
            Assert.InRange(BatchedReadTests.Difference(expected, read.Sequence.Logits.ToArray()), 0, 2e-4));
    }

    [Fact]
    public void Read_Last_CountsItsTokensAndIsNotRunAgain()
    {
        using PackedModel model = LoadInBox();
        using ICausalSequence sequence = model.Begin();
        SequenceRead[] reads = [new(sequence, new[] { 1, 2 }, 1) { IsLast = true }];
        var call = new ReadCall(reads, CancellationToken.None);

        // A pass that several share may fail for others, after some of its reads were done.
        model.Read(reads);
        call.RunRest(model);
        call.ThrowIfFailed();

        Assert.Equal(2, sequence.Length);
    }

    [Fact]
    public void Compact_DropsLogits()
    {
        using PackedModel model = LoadInBox();
        using ICausalSequence sequence = model.Begin();
        sequence.Read([1, 2, 3], rows: 3);

        sequence.Compact();

        Assert.True(sequence.Logits.IsEmpty);
        Assert.Equal(2048, sequence.Read([4], rows: 1).Length);
    }

    [Fact]
    public void Dispose_AllButAShortSequence_FreesTheMemoryOfTheOthers()
    {
        using PackedModel model = LoadInBox();
        ICausalSequence first = model.Begin();
        first.Read([.. Enumerable.Range(0, 400)], rows: 0);
        using var second = (PackedSequence)model.Begin();
        model.Read([new(first, new[] { 1 }, 1), new(second, new[] { 2, 3, 4 }, 1)]);
        Assert.Same(((PackedSequence)first).Arena, second.Arena);

        first.Dispose();
        float[] actual = second.Read([5], rows: 1).ToArray();

        Assert.InRange(second.Arena!.Capacity, 4, 100);
        using ICausalSequence reference = model.Begin();
        float[] expected = reference.Read([2, 3, 4, 5], rows: 1).ToArray();
        Assert.InRange(BatchedReadTests.Difference(expected, actual), 0, 2e-4);
    }

    [Fact]
    public void Read_WhileOthersForkAndDispose_IsUndisturbed()
    {
        using PackedModel model = LoadInBox();
        ICausalSequence[] prefixes = [.. Enumerable.Range(0, 4).Select(_ => model.Begin())];
        Array.ForEach(prefixes, prefix => prefix.Read([1, 2, 3], rows: 0));
        float[] expected;
        using (ICausalSequence alone = model.Begin())
        {
            expected = alone.Read([1, 2, 3, 9], rows: 1).ToArray();
        }

        Parallel.For(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            ICausalSequence[] forks = [.. Enumerable.Range(0, 40).Select(fork => prefixes[fork % 4].Fork(3))];
            if (i % 20 == 0)
            {
                model.Read([.. forks[..4].Select(fork => new SequenceRead(fork, new[] { 9 }, 1))]);
                Assert.InRange(BatchedReadTests.Difference(expected, forks[0].Logits.ToArray()), 0, 2e-4);
            }

            Array.ForEach(forks, fork => fork.Dispose());
        });

        Array.ForEach(prefixes, prefix => prefix.Dispose());
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
    public void Reserve_MoreSlots_KeepsWhatIsUsedAndLeavesLittleSpare()
    {
        using PackedModel model = LoadInBox();
        using var sequence = (PackedSequence)model.Begin();
        sequence.Read([.. Enumerable.Range(0, 400)], rows: 0);
        SlotArena arena = sequence.Arena!;
        int before = arena.Capacity;

        arena.Reserve(before + 1);

        Assert.Equal((464, 529), (before, arena.Capacity));
        using OnnxModel plain = BatchedReadTests.LoadInBox();
        using ICausalSequence reference = plain.Begin();
        float[] expected = reference.Read([.. Enumerable.Range(0, 400), 7], rows: 1).ToArray();
        Assert.InRange(BatchedReadTests.Difference(expected, sequence.Read([7], rows: 1).ToArray()), 0, 2e-4);
    }

    [Fact]
    public void Read_StepsBeforeAndAfterTheBuffersAreOthers_EqualOneRead()
    {
        using PackedModel model = LoadInBox();
        using var sequence = (PackedSequence)model.Begin();
        sequence.Read([1, 2, 3], rows: 1);
        sequence.Read([4], rows: 1);
        sequence.Read([5], rows: 1);

        // What the buffers leave behind another sequence gets.
        sequence.Arena!.Reserve(300);
        using ICausalSequence other = model.Begin();
        other.Read([.. Enumerable.Range(7, 60)], rows: 1);
        float[] actual = sequence.Read([6], rows: 1).ToArray();

        using ICausalSequence reference = model.Begin();
        float[] expected = reference.Read([1, 2, 3, 4, 5, 6], rows: 1).ToArray();
        Assert.InRange(BatchedReadTests.Difference(expected, actual), 0, 2e-4);
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

    /// <summary>The in-box model, which fails where a sequence has a token at this position.</summary>
    private static TemporaryFolder WithoutPosition(int position)
    {
        var folder = new TemporaryFolder();
        Array.ForEach(Directory.GetFiles(InBox.Folder), file => folder.Copy(file, Path.GetFileName(file)));
        string graph = Path.Combine(folder.Path, "model_fp16.onnx");
        OnnxTensor table = OnnxGraph.Open(graph).Initializers["wpe.fp16"];
        byte[] bytes = File.ReadAllBytes(graph);
        int width = 2 * (int)table.Dimensions[1];
        bytes.AsSpan((int)((FileTensorData)table.Data!).Offset + (position * width), width).Fill(0x7e);
        File.WriteAllBytes(graph, bytes);
        return folder;
    }

    private static void ReadSome(ICausalSequence sequence, int[] ids)
    {
        if (ids.Length > 0)
        {
            sequence.Read(ids, rows: 1);
        }
    }

    internal static PackedModel LoadInBox(int tokensPerPass = 512, string? folder = null)
    {
        var options = new LanguageModelOptions { Threads = 1, Rewriting = GraphRewriting.Always };
        GraphSource source = FolderSource.Of(folder ?? InBox.Folder, options);
        return PackedModel.Load(source, contextLength: 512, tokensPerPass);
    }
}

using GptPrompting.Models;
using GptPrompting.Models.Folders;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Models;

public class BatchedReadTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_RandomForksAndLengths_EqualsOneByOne(bool countsSlots)
    {
        using OnnxModel model = LoadInBox(countsSlots);
        using var reads = new RandomReads(model, seed: 7);

        reads.Run(60);

        Assert.True(reads.Compared.Count > 200);
        Assert.All(reads.Compared, pair => Assert.InRange(Difference(pair.Together, pair.Alone), 0, 2e-4));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_SameSequencesStepByStep_EqualsOneByOne(bool countsSlots)
    {
        using OnnxModel model = LoadInBox(countsSlots);
        ICausalSequence[] together = [model.Begin(), model.Begin(), model.Begin()];
        ICausalSequence[] alone = [model.Begin(), model.Begin(), model.Begin()];
        int[][] ids = [[5], [6, 7, 8, 9, 10, 11], [12, 13, 14]];

        // The first pass pads, so that the steps after it go on in a cache with gaps.
        for (int step = 0; step < 6; step++)
        {
            model.Read([.. together.Zip(ids, (sequence, tokens) => new SequenceRead(sequence, tokens, 1))]);
            float[][] expected = [.. alone.Zip(ids, (sequence, tokens) => sequence.Read(tokens, 1).ToArray())];
            Assert.All(expected.Zip(together), pair =>
                Assert.InRange(Difference(pair.First, pair.Second.Logits.ToArray()), 0, 2e-4));
            ids = [[300 + step], [400 + step], [500 + step]];
        }

        Array.ForEach([.. together, .. alone], sequence => sequence.Dispose());
    }

    [Fact]
    public void Read_LittleMemory_EqualsOneByOneInSeveralPasses()
    {
        using OnnxModel model = LoadInBox(maxPassBytes: 1 << 20);
        using var reads = new RandomReads(model, seed: 8) { LongestRead = 200, MostSequences = 4 };

        reads.Run(20);

        Assert.All(reads.Compared, pair => Assert.InRange(Difference(pair.Together, pair.Alone), 0, 2e-4));
    }

    [Fact]
    public void Read_OneOfTheReadsIsWrong_ReadsNone()
    {
        using OnnxModel model = LoadInBox();
        using ICausalSequence first = model.Begin();
        using ICausalSequence second = model.Begin();
        SequenceRead[] reads = [new(first, new[] { 1 }, 1), new(second, new[] { 2048 }, 1)];

        var e = Assert.Throws<ArgumentException>(() => model.Read(reads));

        Assert.Contains("Token id 2048", e.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (first.Length, second.Length));
    }

    [Fact]
    public void Read_TheSameSequenceTwice_Throws()
    {
        using OnnxModel model = LoadInBox();
        using ICausalSequence sequence = model.Begin();
        SequenceRead read = new(sequence, new[] { 1 }, 1);

        Assert.Throws<ArgumentException>(() => model.Read([read, read]));

        Assert.Equal(0, sequence.Length);
    }

    [Fact]
    public void Read_SequenceOfAnotherModel_Throws()
    {
        using OnnxModel model = LoadInBox();
        using OnnxModel other = LoadInBox();
        using ICausalSequence sequence = other.Begin();

        Assert.Throws<ArgumentException>(() => model.Read([new SequenceRead(sequence, new[] { 1 }, 1)]));
    }

    [Fact]
    public void Read_AfterTheLastRead_Throws()
    {
        using OnnxModel model = LoadInBox();
        using ICausalSequence sequence = model.Begin();
        model.Read([new SequenceRead(sequence, new[] { 1, 2 }, 1) { IsLast = true }]);

        Assert.Equal(2048, sequence.Logits.Length);
        Assert.Throws<InvalidOperationException>(() => sequence.Fork(1));
        Assert.Throws<InvalidOperationException>(() => sequence.Read([1], 1).Length);
    }

    [Fact]
    public void Read_NothingToRead_DoesNothing()
    {
        using OnnxModel model = LoadInBox();

        model.Read([]);
    }

    internal static float Difference(float[] some, float[] others) =>
        some.Zip(others, (one, other) => Math.Abs(one - other)).Append(some.Length - others.Length).Max();

    internal static OnnxModel LoadInBox(bool countsSlots = false, long maxPassBytes = OnnxModel.DefaultPassBytes)
    {
        var source = new GraphSource
        {
            Files = new GraphFiles(Path.Combine(InBox.Folder, "model_fp16.onnx")),
            Config = new ModelConfig(),
            CountsSlots = countsSlots,
            Settings = new SessionSettings { Threads = 1 },
            Owner = typeof(OnnxModel),
        };
        return OnnxModel.Load(source, contextLength: 512, maxPassBytes);
    }
}

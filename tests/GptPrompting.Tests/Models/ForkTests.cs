using GptPrompting.Models;
using GptPrompting.Models.Folders;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Models;

public class ForkTests
{
    private static readonly int[] Prompt = [.. Enumerable.Range(300, 20)];

    [Theory]
    [InlineData(20)]
    [InlineData(7)]
    [InlineData(0)]
    public void Fork_AnyLength_GoesOnAsASequenceOfItsOwn(int length)
    {
        using OnnxModel model = LoadInBox();
        using ICausalSequence first = model.Begin();
        first.Read(Prompt, rows: 1);
        using ICausalSequence alone = model.Begin();
        float[] expected = alone.Read([.. Prompt[..length], 5, 6], rows: 2).ToArray();

        using ICausalSequence fork = first.Fork(length);
        float[] actual = fork.Read([5, 6], rows: 2).ToArray();

        Assert.Equal(length + 2, fork.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Fact]
    public void Fork_AndBothReadOn_NeitherDisturbsTheOther()
    {
        using OnnxModel model = LoadInBox();
        using ICausalSequence first = model.Begin();
        first.Read(Prompt, rows: 1);
        ICausalSequence fork = first.Fork(20);
        float[] expected = fork.Read([9], rows: 1).ToArray();
        fork.Dispose();

        first.Read([8], rows: 1);
        using ICausalSequence again = first.Fork(20);

        Assert.True(again.Logits.IsEmpty);
        Assert.All(expected.Zip(again.Read([9], rows: 1).ToArray()),
            pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(21)]
    public void Fork_BeyondTheSequence_Throws(int length)
    {
        using OnnxModel model = LoadInBox();
        using ICausalSequence sequence = model.Begin();
        sequence.Read(Prompt, rows: 0);

        Assert.Throws<ArgumentOutOfRangeException>(() => sequence.Fork(length));
    }

    private static OnnxModel LoadInBox() => OnnxModel.Load(
        new GraphSource
        {
            Files = new GraphFiles(Path.Combine(InBox.Folder, "model_fp16.onnx")),
            Config = new ModelConfig(),
            Settings = new SessionSettings { Threads = 1 },
            Owner = typeof(OnnxModel),
        },
        contextLength: 512);
}

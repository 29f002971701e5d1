using GptPrompting.Models;
using GptPrompting.Models.Layers;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Models;

/// <summary>Prompts read in parts against the same ones read at once, by both engines.</summary>
public class ReadTurnsTests
{
    private static readonly int[] Ids = [.. Enumerable.Range(0, 300).Select(i => i * 7 % 2000)];

    [Theory]
    [InlineData(true, 0, 3)]
    [InlineData(true, 40, 3)]
    [InlineData(true, 40, 120)]
    [InlineData(true, 0, 300)]
    [InlineData(false, 0, 3)]
    [InlineData(false, 40, 3)]
    [InlineData(false, 40, 120)]
    [InlineData(false, 0, 300)]
    public void Run_InParts_GivesTheLogitsOfOneRead(bool isPacked, int prefix, int rows)
    {
        using ICausalModel model = Open(isPacked);
        using ICausalSequence whole = Begin(model, prefix);
        float[] expected = whole.Read(Ids.AsSpan(prefix), rows).ToArray();
        using ICausalSequence sequence = Begin(model, prefix);

        int turns = Run(model, new SequenceRead(sequence, Ids.AsMemory(prefix), rows));

        Assert.Equal((Ids.Length - prefix + 49) / 50, turns);
        Assert.Equal(Ids.Length, sequence.Length);
        Assert.InRange(BatchedReadTests.Difference(expected, sequence.Logits.ToArray()), 0, 1e-5);
        Assert.InRange(
            BatchedReadTests.Difference(whole.Read([5], 1).ToArray(), sequence.Read([5], 1).ToArray()), 0, 2e-4);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_LastReadOfASequence_EndsIt(bool isPacked)
    {
        using ICausalModel model = Open(isPacked);
        using ICausalSequence sequence = model.Begin();

        Run(model, new SequenceRead(sequence, Ids, 1) { IsLast = true });

        Assert.Equal(Ids.Length, sequence.Length);
        Assert.Throws<InvalidOperationException>(() => sequence.Read([5], 1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Dispose_BeforeTheEnd_LeavesTheSequenceAsItWas(bool isPacked)
    {
        using ICausalModel model = Open(isPacked);
        using ICausalSequence sequence = Begin(model, 40);
        float[] logits = sequence.Logits.ToArray();
        using ICausalSequence same = sequence.Fork(40);

        using (var turns = new ReadTurns([new SequenceRead(sequence, Ids.AsMemory(40), 1)]))
        {
            turns.Run(model, 50, CancellationToken.None);
            turns.Run(model, 50, CancellationToken.None);
        }

        Assert.Equal(40, sequence.Length);
        Assert.Equal(logits, sequence.Logits.ToArray());
        Assert.InRange(
            BatchedReadTests.Difference(same.Read([5], 1).ToArray(), sequence.Read([5], 1).ToArray()), 0, 2e-4);
    }

    [Theory]
    [InlineData("gpt2-plain", false)]
    [InlineData("gpt2-split", false)]
    [InlineData("gpt2-merged", false)]
    [InlineData("gpt2-optimum", true)]
    public void ReadsInParts_OnlyWhereThatCostsNothing(string folder, bool expected)
    {
        using ICausalModel model = SmallModel.Open(folder);
        using ICausalSequence sequence = model.Begin();

        Assert.Equal(expected, ((IPartwiseSequence)sequence).ReadsInParts);
    }

    private static ICausalModel Open(bool isPacked) => isPacked
        ? PackedModelTests.LoadInBox()
        : BatchedReadTests.LoadInBox();

    private static ICausalSequence Begin(ICausalModel model, int prefix)
    {
        ICausalSequence sequence = model.Begin();
        if (prefix > 0)
        {
            sequence.Read(Ids.AsSpan(0, prefix), rows: 1);
        }

        return sequence;
    }

    private static int Run(ICausalModel model, SequenceRead read)
    {
        using var turns = new ReadTurns([read]);
        int count = 0;
        for (; !turns.IsDone; count++)
        {
            turns.Run(model, mostTokens: 50, CancellationToken.None);
        }

        return count;
    }
}

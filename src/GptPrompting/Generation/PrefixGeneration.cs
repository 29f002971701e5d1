using GptPrompting.Models;

namespace GptPrompting.Generation;

/// <summary>Reads what several prompts share.</summary>
/// <param name="tokenIds">From the first token of the prompts to the end of what they share.</param>
/// <param name="sequence">Has read some of them.</param>
/// <param name="whenRead">Takes the sequence over.</param>
internal sealed class PrefixGeneration(
    ReadOnlyMemory<int> tokenIds, ICausalSequence sequence, Action<ICausalSequence> whenRead) : IGeneration
{
    public int? Request => null;

    public int Width => 1;

    public bool IsDone { get; private set; }

    public void AddReads(List<SequenceRead> reads) =>
        reads.Add(new SequenceRead(sequence, tokenIds[sequence.Length..], Rows: 0));

    public void Advance(List<BatchUpdate> updates)
    {
        IsDone = true;
        whenRead(sequence);
    }

    public void Dispose()
    {
        if (!IsDone)
        {
            sequence.Dispose();
        }
    }
}

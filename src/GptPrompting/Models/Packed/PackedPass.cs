using System.Buffers;

namespace GptPrompting.Models.Packed;

/// <summary>
/// What one run of a packed graph computes: the new tokens of several sequences, one after another in one row behind
/// the slots that an arena has in use. The bias says who sees whom.
/// </summary>
internal sealed class PackedPass : IDisposable
{
    // Added to a score of attention, it makes the weight of what is hidden 0.
    private const float Hidden = -1e9f;

    private readonly float[] _bias;

    private PackedPass(IReadOnlyList<SequenceRead> reads, int used)
    {
        Used = used;
        Count = reads.Sum(read => read.TokenIds.Length);
        TokenIds = new long[Count];
        Positions = new long[Count];
        Rows = new int[reads.Sum(read => read.Rows)];
        int pairs = checked(Count * (used + Count));
        _bias = ArrayPool<float>.Shared.Rent(pairs);
        Bias = _bias.AsMemory(0, pairs);
        Bias.Span.Clear();
    }

    /// <summary>Slots behind which the new tokens go.</summary>
    public int Used { get; }

    /// <summary>s, how many new tokens there are.</summary>
    public int Count { get; }

    /// <summary>[s].</summary>
    public long[] TokenIds { get; }

    /// <summary>[s]: how many tokens of its sequence come before each.</summary>
    public long[] Positions { get; }

    /// <summary>Of which tokens logits are wanted, rising.</summary>
    public int[] Rows { get; }

    /// <summary>[s, used + s]: 0 where a token sees a slot.</summary>
    public Memory<float> Bias { get; }

    public static PackedPass Build(IReadOnlyList<SequenceRead> reads, int used)
    {
        var pass = new PackedPass(reads, used);
        int at = 0;
        int row = 0;
        foreach (SequenceRead read in reads)
        {
            pass.Write(read, at);
            at += read.TokenIds.Length;
            for (int i = at - read.Rows; i < at; i++)
            {
                pass.Rows[row++] = i;
            }
        }

        return pass;
    }

    public void Dispose() => ArrayPool<float>.Shared.Return(_bias);

    private void Write(SequenceRead read, int at)
    {
        var sequence = (PackedSequence)read.Sequence;
        ReadOnlySpan<int> ids = read.TokenIds.Span;
        int width = Used + Count;

        // The graph itself hides later slots from earlier tokens; one sequence in slots of its own needs no more.
        bool seesAll = Count == ids.Length && sequence.Slots.Count == Used;
        for (int i = 0; i < ids.Length; i++)
        {
            TokenIds[at + i] = ids[i];
            Positions[at + i] = sequence.Length + i;
            if (!seesAll)
            {
                Span<float> bias = Bias.Span.Slice((at + i) * width, width);
                bias.Fill(Hidden);
                foreach ((int start, int count) in sequence.Slots.Ranges)
                {
                    bias.Slice(start, count).Clear();
                }

                bias.Slice(Used + at, i + 1).Clear();
            }
        }
    }
}

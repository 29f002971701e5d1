using System.Buffers;

namespace GptPrompting.Models.Packed;

/// <summary>
/// What one run of a packed graph computes: the new tokens of several sequences, one after another in one row behind
/// the slots that an arena has in use. The bias says who sees whom.
/// </summary>
internal sealed class PackedPass(PassShape shape, int vocabularySize) : IDisposable
{
    // Added to a score of attention, it makes the weight of what is hidden 0.
    private const float Hidden = -1e9f;

    private readonly float[] _bias = ArrayPool<float>.Shared.Rent(checked(shape.Count * shape.Width));

    public PassShape Shape => shape;

    public int VocabularySize => vocabularySize;

    /// <summary>[s].</summary>
    public long[] TokenIds { get; } = new long[shape.Count];

    /// <summary>The same for a graph that reads them so.</summary>
    public int[] NarrowTokenIds { get; } = new int[shape.Count];

    /// <summary>[s]: how many tokens of its sequence come before each.</summary>
    public long[] Positions { get; } = new long[shape.Count];

    /// <summary>Of which tokens logits are wanted, rising; the first one where none is, as a graph needs one.</summary>
    public long[] Rows { get; } = new long[Math.Max(1, shape.Rows)];

    /// <summary>The last slot in use behind the pass.</summary>
    public int[] LastSlot { get; } = new int[1];

    /// <summary>Columns of the bias.</summary>
    public int[] Width { get; } = [shape.Width];

    /// <summary>[s, width]: 0 where a token sees a slot.</summary>
    public Memory<float> Bias => _bias.AsMemory(0, shape.Count * shape.Width);

    /// <summary>[rows, vocabulary size], once it has run.</summary>
    public float[] Logits { get; } = ArrayPool<float>.Shared.Rent(Math.Max(1, shape.Rows) * vocabularySize);

    /// <param name="reads">Reads of this shape.</param>
    /// <param name="used">Slots behind which the new tokens go.</param>
    public void Write(IReadOnlyList<SequenceRead> reads, int used)
    {
        LastSlot[0] = used + shape.Count - 1;
        Bias.Span.Clear();
        int at = 0;
        int row = 0;
        for (int i = 0; i < reads.Count; i++)
        {
            SequenceRead read = reads[i];
            Write(read, at, used);
            at += read.TokenIds.Length;
            for (int token = at - read.Rows; token < at; token++)
            {
                Rows[row++] = token;
            }
        }
    }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_bias);
        ArrayPool<float>.Shared.Return(Logits);
    }

    private void Write(SequenceRead read, int at, int used)
    {
        var sequence = (PackedSequence)read.Sequence;
        ReadOnlySpan<int> ids = read.TokenIds.Span;

        // The graph itself hides later slots from earlier tokens; one sequence in slots of its own needs no more.
        bool seesAll = shape.Count == ids.Length && sequence.Slots.Count == used;
        for (int i = 0; i < ids.Length; i++)
        {
            TokenIds[at + i] = ids[i];
            NarrowTokenIds[at + i] = ids[i];
            Positions[at + i] = sequence.Length + i;
            if (!seesAll)
            {
                Span<float> bias = Bias.Span.Slice((at + i) * shape.Width, used + shape.Count);
                bias.Fill(Hidden);
                foreach ((int start, int count) in sequence.Slots.Ranges)
                {
                    bias.Slice(start, count).Clear();
                }

                bias.Slice(used + at, i + 1).Clear();
            }
        }
    }
}

namespace GptPrompting.Models;

/// <summary>Lays the reads of one pass side by side, padded on the right.</summary>
internal static class PassBuilder
{
    // Above this share of slots that are no sequence's own, copying the others out is cheaper than computing with all.
    private const double WasteAllowed = 0.125;

    private const int SlotsWastedAtLeast = 16;

    /// <returns>
    /// A pass whose past the caller releases. Where the past is not the sequences' own cache, each has its tokens in
    /// the slots from 0 on.
    /// </returns>
    public static ForwardPass Build(GraphLayout layout, IReadOnlyList<SequenceRead> reads)
    {
        KeyValueCache? past = Past(layout, reads);
        int p = past?.Slots ?? 0;
        (int s, int wanted, bool keeps) = Measure(layout, reads);
        var pass = new ForwardPass
        {
            BatchSize = reads.Count,
            Length = s,
            TokenIds = new long[reads.Count * s],
            Positions = new long[reads.Count * s],
            Mask = new long[reads.Count * (p + s)],
            Past = past,
            Rows = new int[wanted],
            KeepsCache = layout.HasCache && keeps,
        };
        int rows = 0;
        for (int i = 0; i < reads.Count; i++)
        {
            SequenceRead read = reads[i];
            WriteTokens(layout, read, i * s, pass);
            WriteMask(layout, read, pass.Mask.AsSpan(i * (p + s), p + s), past);
            int end = (i * s) + Tokens(layout, read);
            for (int row = end - read.Rows; row < end; row++)
            {
                pass.Rows[rows++] = row;
            }
        }

        return pass;
    }

    /// <summary>Whether the pass computes on the caches that the sequences have.</summary>
    public static bool IsInPlace(GraphLayout layout, IReadOnlyList<SequenceRead> reads)
    {
        KeyValueCache? cache = Of(reads[0]).Cache;
        if (cache is null || cache.BatchSize != reads.Count)
        {
            return false;
        }

        int longest = 0;
        for (int i = 0; i < reads.Count; i++)
        {
            OnnxSequence sequence = Of(reads[i]);
            if (sequence.Cache != cache || sequence.Row != i)
            {
                return false;
            }

            longest = Math.Max(longest, sequence.Length);
        }

        int wasted = cache.Slots - longest;
        return wasted == 0
            || (layout.AllowsGaps && wasted <= Math.Max(SlotsWastedAtLeast, cache.Slots * WasteAllowed));
    }

    private static (int Length, int Rows, bool Keeps) Measure(GraphLayout layout, IReadOnlyList<SequenceRead> reads)
    {
        (int length, int rows, bool keeps) = (0, 0, false);
        for (int i = 0; i < reads.Count; i++)
        {
            length = Math.Max(length, Tokens(layout, reads[i]));
            rows += reads[i].Rows;
            keeps |= !reads[i].IsLast;
        }

        return (length, rows, keeps);
    }

    private static KeyValueCache? Past(GraphLayout layout, IReadOnlyList<SequenceRead> reads)
    {
        if (!layout.HasCache)
        {
            return null;
        }

        return IsInPlace(layout, reads) ? Of(reads[0]).Cache!.Share() : Gathered(layout, reads);
    }

    private static KeyValueCache? Gathered(GraphLayout layout, IReadOnlyList<SequenceRead> reads)
    {
        if (reads.All(read => read.Sequence.Length == 0))
        {
            return null;
        }

        OnnxSequence first = Of(reads[0]);
        OnnxSequence[] sequences = [.. reads.Select(Of)];
        return sequences.Length > 1 && sequences.All(sequence => IsCopy(sequence, first))
            ? first.Cache!.Repeat(
                first.Row, first.Slots, sequences.Length, () => CacheAssembly.Gather(layout.Cache, sequences))
            : CacheAssembly.Gather(layout.Cache, sequences);
    }

    private static bool IsCopy(OnnxSequence sequence, OnnxSequence other) => sequence.Cache is not null
        && sequence.Cache == other.Cache && sequence.Row == other.Row && sequence.Slots.IsSame(other.Slots);

    // A graph without cache reads everything again.
    private static int Tokens(GraphLayout layout, SequenceRead read) =>
        layout.HasCache ? read.TokenIds.Length : read.Sequence.Length + read.TokenIds.Length;

    private static void WriteTokens(GraphLayout layout, SequenceRead read, int at, ForwardPass pass)
    {
        int before = layout.HasCache ? 0 : read.Sequence.Length;
        for (int i = 0; i < before; i++)
        {
            pass.TokenIds[at + i] = Of(read).TokenIds[i];
        }

        ReadOnlySpan<int> ids = read.TokenIds.Span;
        for (int i = 0; i < ids.Length; i++)
        {
            pass.TokenIds[at + before + i] = ids[i];
        }

        int first = layout.HasCache ? read.Sequence.Length : 0;
        for (int i = 0; i < before + ids.Length; i++)
        {
            pass.Positions[at + i] = first + i;
        }
    }

    private static void WriteMask(GraphLayout layout, SequenceRead read, Span<long> mask, KeyValueCache? past)
    {
        // Where the graph counts slots by the mask, padding on the right is best left unmasked: no token looks there.
        if (!layout.AllowsGaps)
        {
            mask.Fill(1);
            return;
        }

        OnnxSequence sequence = Of(read);
        if (past is not null && past == sequence.Cache)
        {
            sequence.Slots.Mark(mask);
        }
        else
        {
            mask[..sequence.Length].Fill(1);
        }

        mask.Slice(past?.Slots ?? 0, read.TokenIds.Length).Fill(1);
    }

    private static OnnxSequence Of(SequenceRead read) => (OnnxSequence)read.Sequence;
}

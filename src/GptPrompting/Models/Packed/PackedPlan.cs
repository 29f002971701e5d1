using System.Buffers;

namespace GptPrompting.Models.Packed;

/// <summary>Which reads share a pass over a packed graph, and in which arena their sequences are for it.</summary>
internal static class PackedPlan
{
    // Every new token looks at every slot in use, its own or not.
    private const int MostSlots = 4096;

    // Above this, prompts of different arenas compute more in one row than they save.
    private const int ShortRead = 32;

    private const int SlotsWastedAtLeast = 64;

    /// <summary>Whether nothing is to be divided: few tokens, of sequences in one arena.</summary>
    public static bool IsOnePass(IReadOnlyList<SequenceRead> reads, int tokensPerPass) =>
        IsAllIn(Of(reads[0]).Arena, reads) && (reads.Count == 1
            ? IsOnePass(reads[0].TokenIds.Length, reads[0].Rows, tokensPerPass)
            : TokenCount(reads) <= tokensPerPass);

    public static int TokenCount(IReadOnlyList<SequenceRead> reads)
    {
        int count = 0;
        for (int i = 0; i < reads.Count; i++)
        {
            count += reads[i].TokenIds.Length;
        }

        return count;
    }

    /// <summary>Groups for one pass each: those of one arena, and short reads of several.</summary>
    public static IEnumerable<SequenceRead[]> Divide(IReadOnlyList<SequenceRead> reads, int tokensPerPass)
    {
        var group = new List<SequenceRead>();
        int tokens = 0;
        foreach (SequenceRead read in reads
            .GroupBy(read => Of(read).Arena).SelectMany(sameArena => sameArena))
        {
            if (group.Count > 0
                && (tokens + read.TokenIds.Length > tokensPerPass || !CanJoin(group[^1], read, group.Count, tokens)))
            {
                yield return [.. group];
                group.Clear();
                tokens = 0;
            }

            group.Add(read);
            tokens += read.TokenIds.Length;
        }

        if (group.Count > 0)
        {
            yield return [.. group];
        }
    }

    /// <summary>After which tokens of its reads the passes of a group end: one long read has several.</summary>
    public static int[] Ends(SequenceRead[] group, int tokensPerPass)
    {
        if (group is not [SequenceRead read])
        {
            return [group.Max(each => each.TokenIds.Length)];
        }

        var ends = new List<int>();
        int end = 0;
        int count = read.TokenIds.Length;

        while (!IsOnePass(count - end, read.Rows, tokensPerPass))
        {
            end += tokensPerPass;
            ends.Add(end);
        }

        return [.. ends, count];
    }

    /// <summary>Moves all sequences of an arena to another.</summary>
    public static void Move(SlotArena from, SlotArena to) => Import(to, from, [.. from.Sequences]);

    /// <summary>Brings all sequences into one arena that holds little else; shared slots stay shared.</summary>
    /// <returns>The arena, with all that the sequences have read.</returns>
    public static SlotArena Arrange(IReadOnlyList<SequenceRead> reads, Func<SlotArena> newArena)
    {
        SlotArena? only = Of(reads[0]).Arena;
        return only is not null && IsAllIn(only, reads) && !IsWasteful(only, reads) ? only : Gather(reads, newArena);
    }

    // One pass has all wanted rows, unless they are more than it can have.
    private static bool IsOnePass(int count, int rows, int tokensPerPass) =>
        count <= tokensPerPass + Math.Clamp(rows, 1, tokensPerPass);

    private static SlotArena Gather(IReadOnlyList<SequenceRead> reads, Func<SlotArena> newArena)
    {
        PackedSequence[] sequences = [.. reads.Select(Of)];
        SlotArena? target = sequences.Where(sequence => sequence.Arena is not null)
            .GroupBy(sequence => sequence.Arena!).MaxBy(group => group.Sum(sequence => sequence.Length))?.Key;
        if (target is null || IsWasteful(target, reads))
        {
            target = newArena();
        }

        foreach (IGrouping<SlotArena, PackedSequence> group in sequences
            .Where(sequence => sequence.Arena is not null && sequence.Arena != target)
            .GroupBy(sequence => sequence.Arena!).ToArray())
        {
            Import(target, group.Key, [.. group]);
        }

        return target;
    }

    private static bool CanJoin(SequenceRead last, SequenceRead read, int count, int tokens)
    {
        SlotArena? arena = Of(last).Arena;
        if (Of(read).Arena == arena)
        {
            return true;
        }

        int slots = (arena?.Used ?? 0) + (Of(read).Arena?.Used ?? 0);
        return tokens <= ShortRead * count && read.TokenIds.Length <= ShortRead && slots <= MostSlots;
    }

    private static bool IsAllIn(SlotArena? arena, IReadOnlyList<SequenceRead> reads)
    {
        for (int i = 0; i < reads.Count; i++)
        {
            if (Of(reads[i]).Arena != arena)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsWasteful(SlotArena arena, IReadOnlyList<SequenceRead> reads)
    {
        int used = arena.Used;
        bool[] own = ArrayPool<bool>.Shared.Rent(used);
        Span<bool> isOwn = own.AsSpan(0, used);
        isOwn.Clear();
        for (int i = 0; i < reads.Count; i++)
        {
            if (Of(reads[i]).Arena == arena)
            {
                foreach ((int start, int length) in Of(reads[i]).Slots.Ranges)
                {
                    isOwn.Slice(start, length).Fill(true);
                }
            }
        }

        int count = isOwn.Count(true);
        ArrayPool<bool>.Shared.Return(own);
        return used - count > Math.Max(SlotsWastedAtLeast, count / 4);
    }

    private static void Import(SlotArena target, SlotArena source, PackedSequence[] sequences)
    {
        int[] places = new int[source.Used];
        Array.Fill(places, -1);
        int end = target.Used;
        foreach (PackedSequence sequence in sequences)
        {
            foreach ((int start, int count) in sequence.Slots.Ranges)
            {
                places.AsSpan(start, count).Clear();
            }
        }

        var copies = new List<(int From, int To, int Count)>();
        for (int slot = 0; slot < places.Length; slot++)
        {
            if (places[slot] < 0)
            {
                continue;
            }

            places[slot] = end;
            if (copies.Count > 0 && copies[^1].From + copies[^1].Count == slot)
            {
                copies[^1] = copies[^1] with { Count = copies[^1].Count + 1 };
            }
            else
            {
                copies.Add((slot, end, 1));
            }

            end++;
        }

        target.Reserve(end);
        copies.ForEach(copy => target.Import(source, copy.From, copy.To, copy.Count));
        foreach (PackedSequence sequence in sequences)
        {
            sequence.MoveTo(target, Moved(sequence.Slots, places));
        }
    }

    private static SlotRanges Moved(SlotRanges slots, int[] places)
    {
        var moved = new SlotRanges();
        foreach ((int start, int count) in slots.Ranges)
        {
            for (int slot = start; slot < start + count; slot++)
            {
                moved.Append(places[slot], 1);
            }
        }

        return moved;
    }

    private static PackedSequence Of(SequenceRead read) => (PackedSequence)read.Sequence;
}

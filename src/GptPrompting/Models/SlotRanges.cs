using System.Runtime.InteropServices;

namespace GptPrompting.Models;

/// <summary>Which slots of a cache hold the tokens of one sequence, in the order of the tokens.</summary>
internal sealed class SlotRanges
{
    private readonly List<(int Start, int Count)> _ranges = [];

    /// <summary>How many tokens there are.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<(int Start, int Count)> Ranges => CollectionsMarshal.AsSpan(_ranges);

    /// <summary>The slot after the last one; 0 where there is none.</summary>
    public int End
    {
        get
        {
            int end = 0;
            foreach ((int start, int count) in _ranges)
            {
                end = Math.Max(end, start + count);
            }

            return end;
        }
    }

    /// <returns>The slots from 0 on.</returns>
    public static SlotRanges Dense(int count)
    {
        var slots = new SlotRanges();
        slots.Append(0, count);
        return slots;
    }

    public void Append(int start, int count)
    {
        if (count == 0)
        {
            return;
        }

        Count += count;
        if (_ranges.Count > 0 && _ranges[^1].Start + _ranges[^1].Count == start)
        {
            _ranges[^1] = (_ranges[^1].Start, _ranges[^1].Count + count);
        }
        else
        {
            _ranges.Add((start, count));
        }
    }

    /// <returns>The slots of the first <paramref name="count"/> tokens.</returns>
    public SlotRanges First(int count)
    {
        var first = new SlotRanges();
        foreach ((int start, int length) in _ranges)
        {
            first.Append(start, Math.Min(length, count - first.Count));
        }

        return first;
    }

    /// <summary>Writes 1 for each slot that holds a token.</summary>
    public void Mark(Span<long> mask)
    {
        foreach ((int start, int count) in _ranges)
        {
            mask.Slice(start, count).Fill(1);
        }
    }

    public bool IsSame(SlotRanges other) => Count == other.Count && _ranges.SequenceEqual(other._ranges);
}

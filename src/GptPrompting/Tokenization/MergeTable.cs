using System.Runtime.InteropServices;

namespace GptPrompting.Tokenization;

/// <summary>The merges of byte pair encoding: which two tokens become which, and which pair goes first.</summary>
internal sealed class MergeTable
{
    private readonly Dictionary<long, Merge> _merges = [];
    private int _count;

    /// <summary>
    /// Adds a merge; merges added earlier go before later ones, and of two equal pairs the later one counts.
    /// </summary>
    public void Add(int left, int right, int merged) => Add(left, right, merged, _count);

    /// <summary>Adds a merge with its rank; the lowest goes first, and of equal ranks the leftmost.</summary>
    public void Add(int left, int right, int merged, int rank)
    {
        _merges[Key(left, right)] = new Merge(rank, merged);
        _count++;
    }

    /// <summary>Merges the tokens of one piece of text in place, lowest rank first and leftmost among equals.</summary>
    /// <param name="ids">One id per symbol.</param>
    /// <param name="lengths">What each symbol stands for; a merged one has the sum.</param>
    /// <returns>How many of the first <paramref name="ids"/> are the result.</returns>
    public int Apply(Span<int> ids, Span<int> lengths)
    {
        if (ids.Length < 2)
        {
            return ids.Length;
        }

        // A list linked through arrays: a merge joins its right neighbour into the left one, which keeps its place.
        int[] next = new int[ids.Length];
        int[] previous = new int[ids.Length];
        var queue = new PriorityQueue<int, long>(ids.Length);
        for (int i = 0; i < ids.Length; i++)
        {
            (next[i], previous[i]) = (i + 1, i - 1);
            Enqueue(queue, ids, i, i + 1);
        }

        while (queue.TryDequeue(out int left, out long priority))
        {
            int right = next[left];
            if (right >= ids.Length || !TryFind(ids[left], ids[right], out Merge merge)
                || Priority(merge, left) != priority)
            {
                continue;
            }

            // No key has this id, so that what waits for the joined place finds nothing.
            (ids[left], ids[right]) = (merge.Merged, -1);
            lengths[left] += lengths[right];
            next[left] = next[right];
            if (next[left] < ids.Length)
            {
                previous[next[left]] = left;
            }

            Enqueue(queue, ids, previous[left], left);
            Enqueue(queue, ids, left, next[left]);
        }

        return Compact(ids, lengths, next);
    }

    // The first prime above every id: no two pairs have one key, and the halves of keys, which hashing folds, differ.
    private static long Key(int left, int right) => (left * 16_777_259L) + right;

    private static long Priority(Merge merge, int position) => ((long)merge.Rank << 32) | (uint)position;

    private static int Compact(Span<int> ids, Span<int> lengths, int[] next)
    {
        int count = 0;
        for (int i = 0; i < ids.Length; i = next[i], count++)
        {
            (ids[count], lengths[count]) = (ids[i], lengths[i]);
        }

        return count;
    }

    private bool TryFind(int left, int right, out Merge merge) => _merges.TryGetValue(Key(left, right), out merge);

    private void Enqueue(PriorityQueue<int, long> queue, Span<int> ids, int left, int right)
    {
        if (left >= 0 && right < ids.Length && TryFind(ids[left], ids[right], out Merge merge))
        {
            queue.Enqueue(left, Priority(merge, left));
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Merge(int Rank, int Merged);
}

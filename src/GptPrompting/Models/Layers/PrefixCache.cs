namespace GptPrompting.Models.Layers;

/// <summary>
/// Sequences of earlier calls, so that later ones that begin alike read only what differs. Within a budget of bytes the
/// ones used last stay.
/// </summary>
internal sealed class PrefixCache(long maxBytes) : IDisposable
{
    // What is shorter is read anew about as fast as it is looked up and copied.
    private const int LeastTokens = 8;

    private readonly Lock _lock = new();

    // The one used last comes first.
    private readonly LinkedList<Entry> _entries = [];
    private bool _isClosed;

    /// <summary>Bytes of keys and values that are kept now.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
            {
                return Sum();
            }
        }
    }

    /// <summary>A fork of the sequence that shares most with these tokens, at its beginning.</summary>
    /// <param name="tokenIds">The tokens.</param>
    /// <param name="most">The most of them that the fork may have.</param>
    /// <returns>A sequence that the caller disposes; null where none shares enough.</returns>
    public ICausalSequence? Find(ReadOnlySpan<int> tokenIds, int most)
    {
        lock (_lock)
        {
            LinkedListNode<Entry>? best = null;
            int longest = LeastTokens - 1;
            for (LinkedListNode<Entry>? node = _entries.First; node is not null; node = node.Next)
            {
                int shared = Math.Min(most, tokenIds.CommonPrefixLength(node.Value.TokenIds));
                if (shared > longest)
                {
                    (best, longest) = (node, shared);
                }
            }

            if (best is null)
            {
                return null;
            }

            _entries.Remove(best);
            _entries.AddFirst(best);
            return best.Value.Sequence.Fork(longest);
        }
    }

    /// <summary>Takes a sequence over, or disposes it where it is not worth keeping.</summary>
    /// <param name="sequence">The sequence, which nobody else uses any more.</param>
    /// <param name="tokenIds">All that it has read.</param>
    public void Keep(ICausalSequence sequence, int[] tokenIds)
    {
        if (!IsWorthKeeping(tokenIds))
        {
            sequence.Dispose();
            return;
        }

        // Outside the lock: it may copy.
        sequence.Compact();
        lock (_lock)
        {
            if (_isClosed || sequence.Bytes > maxBytes)
            {
                sequence.Dispose();
                return;
            }

            foreach (Entry covered in _entries.Where(entry => tokenIds.AsSpan().StartsWith(entry.TokenIds)).ToArray())
            {
                Remove(covered);
            }

            _entries.AddFirst(new Entry(sequence, tokenIds));
            while (Sum() > maxBytes)
            {
                Remove(_entries.Last!.Value);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            foreach (Entry entry in _entries)
            {
                entry.Sequence.Dispose();
            }

            _entries.Clear();
        }
    }

    private bool IsWorthKeeping(int[] tokenIds)
    {
        if (maxBytes == 0 || tokenIds.Length < LeastTokens)
        {
            return false;
        }

        lock (_lock)
        {
            Entry? covering = _entries.FirstOrDefault(entry => entry.TokenIds.AsSpan().StartsWith(tokenIds));
            if (covering is not null)
            {
                _entries.Remove(covering);
                _entries.AddFirst(covering);
            }

            return !_isClosed && covering is null;
        }
    }

    // Anew each time: what a sequence takes changes with those that share its memory.
    private long Sum() => _entries.Sum(entry => entry.Sequence.Bytes);

    private void Remove(Entry entry)
    {
        _entries.Remove(entry);
        entry.Sequence.Dispose();
    }

    private sealed record Entry(ICausalSequence Sequence, int[] TokenIds);
}

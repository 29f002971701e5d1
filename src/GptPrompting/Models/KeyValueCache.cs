using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Models;

/// <summary>
/// Keys and values of every layer for several sequences side by side, in the shape of a <see cref="CacheLayout"/>.
/// Sequences share it; it is never written to once a pass has made it, and freed when the last of its users lets go.
/// </summary>
internal sealed class KeyValueCache(IReadOnlyList<OrtValue> tensors, int batchSize, int slots)
{
    private readonly Lock _lock = new();
    private int _users = 1;
    private (int Row, SlotRanges Slots, KeyValueCache Cache)? _copies;

    public IReadOnlyList<OrtValue> Tensors => tensors;

    /// <summary>Sequences side by side.</summary>
    public int BatchSize => batchSize;

    /// <summary>Tokens for which there are keys and values, those of padding included.</summary>
    public int Slots => slots;

    /// <returns>This cache, with one more user.</returns>
    public KeyValueCache Share()
    {
        Interlocked.Increment(ref _users);
        return this;
    }

    /// <summary>One user less; the last one frees the memory.</summary>
    public void Release()
    {
        int users = Interlocked.Decrement(ref _users);
        if (users <= 1)
        {
            DropCopies();
        }

        if (users == 0)
        {
            foreach (OrtValue tensor in tensors)
            {
                tensor.Dispose();
            }
        }
    }

    /// <summary>
    /// A cache that holds one sequence of this one several times. It is kept as long as several users share this one:
    /// pass after pass continues the same prefix.
    /// </summary>
    /// <param name="row">Which sequence.</param>
    /// <param name="ranges">Its slots.</param>
    /// <param name="count">How many times.</param>
    /// <param name="make">Makes the cache.</param>
    /// <returns>A cache that the caller releases.</returns>
    public KeyValueCache Repeat(int row, SlotRanges ranges, int count, Func<KeyValueCache> make)
    {
        lock (_lock)
        {
            if (_copies is not var (ofRow, ofSlots, cache)
                || ofRow != row || cache.BatchSize != count || !ofSlots.IsSame(ranges))
            {
                // The old ones go first: two at once would need twice the memory.
                _copies?.Cache.Release();
                _copies = null;
                cache = make();
                _copies = (row, ranges.First(ranges.Count), cache);
            }

            return cache.Share();
        }
    }

    private void DropCopies()
    {
        lock (_lock)
        {
            _copies?.Cache.Release();
            _copies = null;
        }
    }
}

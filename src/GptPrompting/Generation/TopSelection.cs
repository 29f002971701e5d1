namespace GptPrompting.Generation;

/// <summary>
/// The largest of the values offered, up to a number of them. Among equal values the one offered first counts as the
/// larger.
/// </summary>
internal sealed class TopSelection
{
    // A binary heap with the smallest kept value on top.
    private (double Value, int Key)[] _heap = [];
    private int _capacity;

    public int Count { get; private set; }

    /// <summary>What was kept, sorted once <see cref="Sort"/> was called.</summary>
    public ReadOnlySpan<(double Value, int Key)> Kept => _heap.AsSpan(0, Count);

    public void Clear(int capacity)
    {
        Count = 0;
        _capacity = capacity;
        if (_heap.Length < capacity)
        {
            _heap = new (double, int)[capacity];
        }
    }

    /// <param name="value">Anything but NaN.</param>
    /// <param name="key">Says what the value is of; rises from offer to offer.</param>
    public void Offer(double value, int key)
    {
        if (Count < _capacity)
        {
            _heap[Count] = (value, key);
            Rise(Count++);
        }
        else if (Count > 0 && value > _heap[0].Value)
        {
            _heap[0] = (value, key);
            Sink(0);
        }
    }

    /// <summary>Sorts by falling value, then by rising key. Nothing can be offered any more before the next
    /// <see cref="Clear"/>.</summary>
    public void Sort() => _heap.AsSpan(0, Count).Sort(static (a, b) => Compare(b, a));

    // The smaller one goes first: the one to drop.
    private static int Compare((double Value, int Key) a, (double Value, int Key) b) =>
        a.Value == b.Value ? b.Key.CompareTo(a.Key) : a.Value.CompareTo(b.Value);

    private void Rise(int at)
    {
        while (at > 0 && Compare(_heap[at], _heap[(at - 1) / 2]) < 0)
        {
            int parent = (at - 1) / 2;
            (_heap[at], _heap[parent]) = (_heap[parent], _heap[at]);
            at = parent;
        }
    }

    private void Sink(int at)
    {
        while (true)
        {
            int child = (2 * at) + 1;
            if (child >= Count)
            {
                return;
            }

            if (child + 1 < Count && Compare(_heap[child + 1], _heap[child]) < 0)
            {
                child++;
            }

            if (Compare(_heap[at], _heap[child]) <= 0)
            {
                return;
            }

            (_heap[at], _heap[child]) = (_heap[child], _heap[at]);
            at = child;
        }
    }
}

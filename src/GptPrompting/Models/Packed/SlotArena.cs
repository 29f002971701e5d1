namespace GptPrompting.Models.Packed;

/// <summary>
/// Keys and values of every layer in buffers of one row, [1, heads, capacity, size], which passes read and write in
/// place. Several sequences have slots in one arena; what they share is there once. Whoever changes it or runs a pass
/// over it holds its model's locks; see <see cref="PackedModel"/>.
/// </summary>
internal sealed class SlotArena(CacheLayout layout, SlotMemory memory)
{
    // Tokens that follow one by one find room; moving all at times costs a hundredth of computing them.
    private const int LeastSpare = 64;

    // Beyond so many sequences side by side, the room for each becomes less.
    private const int MostWithSpare = 8;

    private readonly HashSet<PackedSequence> _sequences = [];
    private SlotBuffer[] _buffers = [];

    /// <summary>The buffers, in the order of the layout's tensors.</summary>
    public IReadOnlyList<SlotBuffer> Buffers => _buffers;

    /// <summary>Another one whenever one of the buffers is another.</summary>
    public object Place { get; private set; } = new();

    public int Capacity
    {
        get
        {
            int capacity = _buffers.Length == 0 ? 0 : int.MaxValue;
            foreach (SlotBuffer buffer in _buffers)
            {
                capacity = Math.Min(capacity, buffer.Capacity);
            }

            return capacity;
        }
    }

    /// <summary>Memory that the buffers take.</summary>
    public long Bytes => layout.BytesPerSlot * Capacity;

    /// <summary>Slots from 0 on that a pass has to look at: up to the last one that a sequence has.</summary>
    public int Used
    {
        get
        {
            int used = 0;
            foreach (PackedSequence sequence in _sequences)
            {
                used = Math.Max(used, sequence.Slots.End);
            }

            return used;
        }
    }

    public IReadOnlyCollection<PackedSequence> Sequences => _sequences;

    /// <summary>Whether a pass runs over it, so that it must stay.</summary>
    public bool IsPinned { get; private set; }

    /// <summary>Whether its sequences need far less than it has, because others have left it.</summary>
    public bool IsMostlyLeft => Capacity > LeastSpare * MostWithSpare
        && Capacity > (LeastSpare * MostWithSpare) + (8L * _sequences.Sum(sequence => (long)sequence.Slots.Count));

    public void Join(PackedSequence sequence) => _sequences.Add(sequence);

    public void Leave(PackedSequence sequence)
    {
        _sequences.Remove(sequence);
        FreeIfUnused();
    }

    /// <summary>Keeps the buffers while a pass runs, whoever leaves in the meantime.</summary>
    public void Pin() => IsPinned = true;

    public void Unpin()
    {
        IsPinned = false;
        FreeIfUnused();
    }

    /// <summary>Makes room for at least so many slots. The content of the first <see cref="Used"/> stays.</summary>
    /// <param name="slots">How many.</param>
    /// <param name="growing">How many sequences will go on to take slots, one each at a time.</param>
    public void Reserve(int slots, int growing = 1)
    {
        if (slots <= Capacity)
        {
            return;
        }

        int capacity = _buffers.Length == 0 ? 0 : _buffers.Max(buffer => buffer.Capacity);
        if (slots > capacity)
        {
            capacity = slots + Math.Max(LeastSpare * Math.Clamp(growing, 1, MostWithSpare), slots / 8);
        }

        Place = new object();
        if (_buffers.Length == 0)
        {
            _buffers = Allocate(capacity);
        }

        // One after another, so that only one is in memory twice. Where memory does not suffice, the next call goes on.
        for (int i = 0; i < _buffers.Length; i++)
        {
            if (_buffers[i].Capacity < capacity)
            {
                var larger = new SlotBuffer(layout.Tensors[i], capacity, memory);
                larger.Import(_buffers[i], 0, 0, Used);
                _buffers[i].Dispose();
                _buffers[i] = larger;
            }
        }
    }

    /// <summary>Copies slots of another arena.</summary>
    /// <param name="other">The other arena.</param>
    /// <param name="from">Its first slot to copy.</param>
    /// <param name="to">Where it goes; there must be room.</param>
    /// <param name="count">How many slots.</param>
    public void Import(SlotArena other, int from, int to, int count)
    {
        for (int i = 0; i < _buffers.Length; i++)
        {
            _buffers[i].Import(other._buffers[i], from, to, count);
        }
    }

    private SlotBuffer[] Allocate(int capacity)
    {
        var buffers = new List<SlotBuffer>(layout.Tensors.Count);
        try
        {
            buffers.AddRange(layout.Tensors.Select(tensor => new SlotBuffer(tensor, capacity, memory)));
            return [.. buffers];
        }
        catch
        {
            buffers.ForEach(buffer => buffer.Dispose());
            throw;
        }
    }

    private void FreeIfUnused()
    {
        if (_sequences.Count == 0 && !IsPinned)
        {
            Place = new object();
            Array.ForEach(_buffers, buffer => buffer.Dispose());
            _buffers = [];
        }
    }
}

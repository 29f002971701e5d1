using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Models.Packed;

/// <summary>
/// Keys and values of every layer in buffers of one row, [1, heads, capacity, size], which passes read and write in
/// place. Several sequences have slots in one arena; what they share is there once. Whoever changes it or runs a pass
/// over it holds its model's locks; see <see cref="PackedModel"/>.
/// </summary>
internal sealed class SlotArena(CacheLayout layout)
{
    // Tokens that follow one by one find room; moving all at times costs a hundredth of computing them.
    private const int LeastSpare = 64;

    // Beyond so many sequences side by side, the room for each becomes less.
    private const int MostWithSpare = 8;

    private readonly HashSet<PackedSequence> _sequences = [];
    private int[] _capacities = [];

    /// <summary>The buffers, in the order of the layout's tensors.</summary>
    public OrtValue[] Tensors { get; private set; } = [];

    public int Capacity => _capacities.Length == 0 ? 0 : _capacities.Min();

    /// <summary>Memory that the buffers take.</summary>
    public long Bytes => layout.BytesPerSlot * Capacity;

    /// <summary>Slots from 0 on that a pass has to look at: up to the last one that a sequence has.</summary>
    public int Used => _sequences.Count == 0 ? 0 : _sequences.Max(sequence => sequence.Slots.End);

    public IReadOnlyCollection<PackedSequence> Sequences => _sequences;

    /// <summary>Whether a pass runs over it, so that it must stay.</summary>
    public bool IsPinned { get; private set; }

    /// <summary>Whether its sequences need far less than it has, because others have left it.</summary>
    public bool IsMostlyLeft => Capacity
        > (LeastSpare * MostWithSpare) + (8L * _sequences.Sum(sequence => (long)sequence.Slots.Count));

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

        int capacity = _capacities.Length == 0 ? 0 : _capacities.Max();
        if (slots > capacity)
        {
            capacity = slots + Math.Max(LeastSpare * Math.Clamp(growing, 1, MostWithSpare), slots / 8);
        }

        if (_capacities.Length == 0)
        {
            Tensors = Allocate(capacity);
            _capacities = [.. layout.Tensors.Select(_ => capacity)];
        }

        // One after another, so that only one is in memory twice. Where memory does not suffice, the next call goes on.
        for (int i = 0; i < _capacities.Length; i++)
        {
            if (_capacities[i] < capacity)
            {
                OrtValue larger = Allocate(layout.Tensors[i], capacity);
                Copy(i, (Tensors[i], _capacities[i], 0), (larger, capacity, 0), Used);
                Tensors[i].Dispose();
                (Tensors[i], _capacities[i]) = (larger, capacity);
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
        for (int i = 0; i < Tensors.Length; i++)
        {
            Copy(i, (other.Tensors[i], other._capacities[i], from), (Tensors[i], _capacities[i], to), count);
        }
    }

    private OrtValue[] Allocate(int capacity)
    {
        var tensors = new List<OrtValue>(layout.Tensors.Count);
        try
        {
            tensors.AddRange(layout.Tensors.Select(tensor => Allocate(tensor, capacity)));
            return [.. tensors];
        }
        catch
        {
            tensors.ForEach(tensor => tensor.Dispose());
            throw;
        }
    }

    private void FreeIfUnused()
    {
        if (_sequences.Count == 0 && !IsPinned)
        {
            Array.ForEach(Tensors, tensor => tensor.Dispose());
            (Tensors, _capacities) = ([], []);
        }
    }

    private OrtValue Allocate(CacheTensor tensor, int capacity) => OrtValue.CreateAllocatedTensorValue(
        OrtAllocator.DefaultInstance, tensor.Type, layout.Shape(tensor, 1, capacity));

    private void Copy(
        int index, (OrtValue Values, int Capacity, int Slot) source, (OrtValue Values, int Capacity, int Slot) target,
        int count)
    {
        CacheTensor tensor = layout.Tensors[index];
        int slotBytes = tensor.Size * tensor.ElementSize;
        Span<byte> read = source.Values.GetTensorMutableRawData();
        Span<byte> written = target.Values.GetTensorMutableRawData();
        for (int head = 0; head < tensor.Heads; head++)
        {
            read.Slice(((head * source.Capacity) + source.Slot) * slotBytes, count * slotBytes)
                .CopyTo(written[(((head * target.Capacity) + target.Slot) * slotBytes)..]);
        }
    }
}

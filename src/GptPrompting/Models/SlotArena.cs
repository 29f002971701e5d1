using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Models;

/// <summary>
/// Keys and values of every layer in buffers of one row, [1, heads, capacity, size], which passes read and write in
/// place. Several sequences have slots in one arena; what they share is there once. Whoever changes it or runs a pass
/// over it holds its model's locks; see <see cref="PackedModel"/>.
/// </summary>
internal sealed class SlotArena(CacheLayout layout)
{
    private const int LeastCapacity = 64;

    // Less is not worth a copy.
    private const int LeastShrunk = 256;

    private readonly HashSet<PackedSequence> _sequences = [];

    /// <summary>The buffers, in the order of the layout's tensors.</summary>
    public OrtValue[] Tensors { get; private set; } = [];

    public int Capacity { get; private set; }

    /// <summary>Slots from 0 on that a pass has to look at: up to the last one that a sequence has.</summary>
    public int Used => _sequences.Count == 0 ? 0 : _sequences.Max(sequence => sequence.Slots.End);

    public IReadOnlyCollection<PackedSequence> Sequences => _sequences;

    /// <summary>Whether a pass runs over it, so that it must stay.</summary>
    public bool IsPinned { get; private set; }

    /// <summary>Whether its sequences need far less than it has, because others have left it.</summary>
    public bool IsMostlyLeft => Capacity > LeastShrunk
        && 8L * _sequences.Sum(sequence => (long)sequence.Slots.Count) < Capacity;

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
    public void Reserve(int slots)
    {
        if (slots <= Capacity)
        {
            return;
        }

        int capacity = Math.Max(Math.Max(slots, LeastCapacity), Capacity + (Capacity / 2));
        OrtValue[] larger = Allocate(capacity);
        (OrtValue[] old, int oldCapacity, int used) = (Tensors, Capacity, Used);
        (Tensors, Capacity) = (larger, capacity);
        if (oldCapacity > 0)
        {
            Copy(old, oldCapacity, 0, 0, used);
        }

        Array.ForEach(old, tensor => tensor.Dispose());
    }

    /// <summary>Copies slots of another arena.</summary>
    /// <param name="other">The other arena.</param>
    /// <param name="from">Its first slot to copy.</param>
    /// <param name="to">Where it goes; there must be room.</param>
    /// <param name="count">How many slots.</param>
    public void Import(SlotArena other, int from, int to, int count) =>
        Copy(other.Tensors, other.Capacity, from, to, count);

    private OrtValue[] Allocate(int capacity)
    {
        var tensors = new List<OrtValue>(layout.Tensors.Count);
        try
        {
            tensors.AddRange(layout.Tensors.Select(tensor => OrtValue.CreateAllocatedTensorValue(
                OrtAllocator.DefaultInstance, tensor.Type, layout.Shape(tensor, 1, capacity))));
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
            (Tensors, Capacity) = ([], 0);
        }
    }

    private void Copy(OrtValue[] source, int sourceCapacity, int from, int to, int count)
    {
        for (int i = 0; i < source.Length; i++)
        {
            CacheTensor tensor = layout.Tensors[i];
            int slotBytes = tensor.Size * tensor.ElementSize;
            Span<byte> read = source[i].GetTensorMutableRawData();
            Span<byte> written = Tensors[i].GetTensorMutableRawData();
            for (int head = 0; head < tensor.Heads; head++)
            {
                read.Slice(((head * sourceCapacity) + from) * slotBytes, count * slotBytes)
                    .CopyTo(written[(((head * Capacity) + to) * slotBytes)..]);
            }
        }
    }
}

using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Models.Packed;

/// <summary>Keys or values of one layer, [1, heads, capacity, size].</summary>
internal sealed class SlotBuffer : IDisposable
{
    private readonly CacheTensor _layout;
    private readonly SlotMemory _memory;
    private readonly MemoryBlock _block;

    /// <exception cref="OutOfMemoryException">There is not so much memory.</exception>
    /// <param name="layout">What it holds.</param>
    /// <param name="capacity">How many slots.</param>
    /// <param name="memory">Where its memory comes from and goes.</param>
    public SlotBuffer(CacheTensor layout, int capacity, SlotMemory memory)
    {
        (_layout, _memory, Capacity) = (layout, memory, capacity);
        long bytes = (long)layout.Heads * capacity * layout.Size * layout.ElementSize;
        _block = memory.Rent(bytes);
        Values = OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance, layout.Type, [1, layout.Heads, capacity, layout.Size], _block.Start, bytes);
    }

    public int Capacity { get; }

    public OrtValue Values { get; }

    /// <summary>Copies slots of another buffer of the same layout; there must be room.</summary>
    /// <param name="other">The other buffer.</param>
    /// <param name="from">Its first slot to copy.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="count">How many slots.</param>
    public void Import(SlotBuffer other, int from, int to, int count)
    {
        int slotBytes = _layout.Size * _layout.ElementSize;
        Span<byte> read = other.Values.GetTensorMutableRawData();
        Span<byte> written = Values.GetTensorMutableRawData();
        for (int head = 0; head < _layout.Heads; head++)
        {
            read.Slice(((head * other.Capacity) + from) * slotBytes, count * slotBytes)
                .CopyTo(written[(((head * Capacity) + to) * slotBytes)..]);
        }
    }

    public void Dispose()
    {
        Values.Dispose();
        _memory.Return(_block);
    }
}

using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Models;

/// <summary>
/// Keys and values of every layer, [batch, heads, slots, d] each, which several sequences can share. Never written to
/// once a pass has made it; freed when the last of its users lets go.
/// </summary>
internal sealed class KeyValueCache(IReadOnlyList<OrtValue> tensors, int batchSize, int slots)
{
    private int _users = 1;

    public IReadOnlyList<OrtValue> Tensors => tensors;

    /// <summary>Sequences side by side.</summary>
    public int BatchSize => batchSize;

    /// <summary>Tokens for which there are keys and values.</summary>
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
        if (Interlocked.Decrement(ref _users) == 0)
        {
            foreach (OrtValue tensor in tensors)
            {
                tensor.Dispose();
            }
        }
    }

    /// <returns>A copy of the first <paramref name="count"/> slots.</returns>
    public KeyValueCache Prefix(int count) =>
        new([.. tensors.Select(tensor => Prefix(tensor, slots, count))], batchSize, count);

    private static OrtValue Prefix(OrtValue tensor, int slots, int count)
    {
        OrtTensorTypeAndShapeInfo info = tensor.GetTensorTypeAndShape();
        long[] shape = [.. info.Shape];
        shape[^2] = count;
        var prefix = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, info.ElementDataType, shape);
        if (count == 0)
        {
            return prefix;
        }

        Span<byte> from = tensor.GetTensorMutableRawData();
        Span<byte> to = prefix.GetTensorMutableRawData();
        int rows = (int)shape[..^2].Aggregate(1L, (product, size) => product * size);
        int stride = from.Length / rows;
        int length = to.Length / rows;
        for (int row = 0; row < rows; row++)
        {
            from.Slice(row * stride, length).CopyTo(to[(row * length)..]);
        }

        return prefix;
    }
}

using Microsoft.ML.OnnxRuntime.Tensors;

namespace GptPrompting.Models;

/// <summary>
/// The shape of a graph's key-value cache: one tensor for keys and one for values of each layer, [batch, heads, slots,
/// size], or both in one, [2, batch, heads, slots, size]. Layers may differ in heads and size.
/// </summary>
internal sealed record CacheLayout
{
    /// <summary>A graph without cache: every pass reads all tokens again.</summary>
    public static CacheLayout None { get; } = new() { IsCombined = false, Tensors = [] };

    /// <summary>Whether keys and values of a layer are one tensor.</summary>
    public required bool IsCombined { get; init; }

    /// <summary>In the order in which a graph is given them, which is that of <see cref="KeyValueCache"/>.</summary>
    public required IReadOnlyList<CacheTensor> Tensors { get; init; }

    public int BatchAxis => IsCombined ? 1 : 0;

    public int HeadsAxis => BatchAxis + 1;

    public int SlotAxis => BatchAxis + 2;

    /// <summary>The axis of the numbers that one head keeps of one token.</summary>
    public int SizeAxis => BatchAxis + 3;

    /// <summary>Bytes that one token of one sequence takes in all layers.</summary>
    public long BytesPerSlot => Tensors.Sum(tensor => tensor.ElementSize * tensor.Heads * (long)tensor.Size)
        * (IsCombined ? 2 : 1);

    /// <returns>The shape of a tensor for so many sequences and slots.</returns>
    public long[] Shape(CacheTensor tensor, int batchSize, int slots) => IsCombined
        ? [2, batchSize, tensor.Heads, slots, tensor.Size]
        : [batchSize, tensor.Heads, slots, tensor.Size];
}

/// <summary>Keys or values of one layer, or both.</summary>
/// <param name="Past">Name of the input.</param>
/// <param name="Present">Name of the output that continues it.</param>
/// <param name="Type">Element type of both.</param>
/// <param name="Heads">Heads that keep keys and values.</param>
/// <param name="Size">Numbers that one head keeps of one token.</param>
internal sealed record CacheTensor(string Past, string Present, TensorElementType Type, int Heads, int Size)
{
    /// <summary>Bytes of one number.</summary>
    public int ElementSize => Type == TensorElementType.Float ? sizeof(float) : sizeof(ushort);
}

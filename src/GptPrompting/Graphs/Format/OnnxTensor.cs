namespace GptPrompting.Graphs.Format;

/// <summary>A weight or another constant of a graph (an initializer, in the format's words).</summary>
/// <param name="Name">Unique in its graph; what nodes call it by.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Dimensions">Its shape, row-major; empty for a scalar.</param>
/// <param name="Data">Its values, or null for strings, which nothing here reads.</param>
internal sealed record OnnxTensor(string Name, ElementType Type, IReadOnlyList<long> Dimensions, TensorData? Data)
{
    /// <summary>The product of the dimensions.</summary>
    public long Count => Dimensions.Aggregate(1L, (count, size) => count * size);

    /// <summary>What the file says beyond name, type, shape and values; null where there is nothing more.</summary>
    public TensorProto? Header { get; init; }

    /// <summary>Whether the values lie in another file than the graph.</summary>
    public bool IsExternal { get; init; }

    /// <summary>Bytes of the values.</summary>
    public long ByteLength => Data?.ByteLength ?? 0;
}

using System.Buffers.Binary;
using GptPrompting.Graphs.Format;

namespace GptPrompting.Graphs.Probing;

/// <summary>
/// What is known of a value when a graph is tried with inputs of given sizes: type and shape, and often the elements.
/// Elements of every type are held as doubles, rounded to what their type can hold.
/// </summary>
internal sealed class ProbeTensor
{
    /// <summary>Beyond this many elements only the shape is kept.</summary>
    public const int MostElements = 1 << 22;

    private readonly Func<double[]>? _load;
    private double[]? _values;

    public ProbeTensor(ElementType type, long[] shape, double[]? values = null) =>
        (Type, Shape, _values) = (type, shape, values);

    /// <param name="type">What it holds.</param>
    /// <param name="shape">Its dimensions.</param>
    /// <param name="load">Computes the elements when they are first asked for; most never are.</param>
    public ProbeTensor(ElementType type, long[] shape, Func<double[]> load) =>
        (Type, Shape, _load) = (type, shape, load);

    public ElementType Type { get; }

    public long[] Shape { get; }

    public long Count => Shape.Aggregate(1L, (count, size) => count * size);

    public bool HasValues => _values is not null || _load is not null;

    /// <summary>The elements, row-major; only where <see cref="HasValues"/>.</summary>
    /// <exception cref="RewriteRefusal">They cannot be computed.</exception>
    public double[] Values => _values ??= Load(_load!);

    public static ProbeTensor Of(OnnxTensor tensor) =>
        tensor.Data is not null && tensor.Count <= MostElements && tensor.Type.Bits() >= 8
            ? new ProbeTensor(tensor.Type, [.. tensor.Dimensions], () => Decode(tensor.Type, tensor.Data.ToArray()))
            : new ProbeTensor(tensor.Type, [.. tensor.Dimensions]);

    public static ProbeTensor Integers(params long[] values) =>
        new(ElementType.Int64, [values.Length], [.. values.Select(value => (double)value)]);

    /// <summary>What a value becomes when it is stored as <paramref name="type"/>.</summary>
    public static double Round(ElementType type, double value) => type switch
    {
        ElementType.Float => (float)value,
        ElementType.Float16 => (double)(Half)value,
        ElementType.Double or ElementType.BFloat16 => value,
        ElementType.Bool => value != 0 ? 1 : 0,
        _ => Math.Truncate(value),
    };

    private static double[] Load(Func<double[]> load)
    {
        try
        {
            return load();
        }
        catch (Exception e) when (e is ArithmeticException or ArgumentException or IndexOutOfRangeException)
        {
            throw new RewriteRefusal($"elements of a value that follows from constants are not there: {e.Message}");
        }
    }

    private static double[] Decode(ElementType type, byte[] bytes)
    {
        int size = type.Bits() / 8;
        double[] values = new double[bytes.Length / size];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Decode(type, bytes.AsSpan(i * size, size));
        }

        return values;
    }

    private static double Decode(ElementType type, ReadOnlySpan<byte> bytes) => type switch
    {
        ElementType.Float => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        ElementType.Double => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        ElementType.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        ElementType.BFloat16 =>
            BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(bytes) << 16),
        ElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        ElementType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        ElementType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        ElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        ElementType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        ElementType.Int8 => (sbyte)bytes[0],
        _ => bytes[0],
    };
}

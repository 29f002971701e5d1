using System.Runtime.InteropServices;

namespace GptPrompting.Graphs.Format;

/// <summary>Takes a tensor as the file has it and gives it with its values as bytes.</summary>
internal static class TensorReader
{
    /// <param name="proto">The tensor.</param>
    /// <param name="values">Where its values lie in the file, or null where <paramref name="proto"/> has them.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFormatException">It has not the values that its shape asks for.</exception>
    public static OnnxTensor Read(TensorProto proto, TensorData? values, string path)
    {
        var type = (ElementType)proto.DataType;
        long expected = type.ByteLength(CountOf(proto, path));
        bool isExternal = proto.DataLocation == TensorProto.Types.DataLocation.External;
        if (type.Bits() == 0 && type != ElementType.String)
        {
            throw new ModelFormatException(path,
                $"the weight '{proto.Name}' has the element type {proto.DataType}, which is not known here");
        }

        TensorData? data = isExternal ? ExternalData.Locate(proto, expected, path)
            : type == ElementType.String ? null
            : values ?? new MemoryTensorData(InlineBytes(proto, type));
        if (data is not null && data.ByteLength != expected)
        {
            throw new ModelFormatException(path, $"the weight '{proto.Name}' of type {type} and shape "
                + $"[{string.Join(", ", proto.Dims)}] has {data.ByteLength} bytes; it needs {expected}");
        }

        return new OnnxTensor(proto.Name, type, [.. proto.Dims], data)
        {
            Header = type == ElementType.String ? proto : null,
            IsExternal = isExternal,
        };
    }

    private static long CountOf(TensorProto proto, string path)
    {
        Int128 count = 1;
        foreach (long size in proto.Dims)
        {
            count *= size;
            if (size < 0 || count > long.MaxValue / 16 || proto.Dims.Count > OnnxLimits.Rank)
            {
                throw new ModelFormatException(path,
                    $"the weight '{proto.Name}' has the shape [{string.Join(", ", proto.Dims.Take(OnnxLimits.Rank))}]");
            }
        }

        return (long)count;
    }

    /// <summary>The values that a tensor has in the field of their type, or in its raw bytes.</summary>
    private static byte[] InlineBytes(TensorProto proto, ElementType type) => proto.HasRawData
        ? proto.RawData.ToByteArray()
        : type switch
        {
            ElementType.Float or ElementType.Complex64 => Bytes<float>([.. proto.FloatData]),
            ElementType.Double or ElementType.Complex128 => Bytes<double>([.. proto.DoubleData]),
            ElementType.Int64 => Bytes<long>([.. proto.Int64Data]),
            ElementType.UInt64 => Bytes<ulong>([.. proto.Uint64Data]),
            ElementType.UInt32 => Bytes<uint>([.. proto.Uint64Data.Select(value => (uint)value)]),
            ElementType.Int32 => Bytes<int>([.. proto.Int32Data]),
            _ when type.Bits() == 16 => Bytes<short>([.. proto.Int32Data.Select(value => (short)value)]),
            _ => [.. proto.Int32Data.Select(value => (byte)value)],
        };

    private static byte[] Bytes<T>(T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes<T>(values).ToArray();
}

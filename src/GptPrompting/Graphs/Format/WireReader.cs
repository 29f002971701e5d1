using System.Buffers;

namespace GptPrompting.Graphs.Format;

/// <summary>
/// Walks the fields of a protobuf file and reads only what is asked for, so that gigabytes of weights stay on disk.
/// </summary>
internal sealed class WireReader(Stream stream, string path)
{
    // Wire types of the protobuf encoding.
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Fixed32 = 5;

    /// <summary>The wire type of a field that begins with its length.</summary>
    public const int LengthDelimited = 2;

    public long Position => stream.Position;

    /// <summary>A tag at <see cref="Position"/> within a message that ends at <paramref name="end"/>.</summary>
    public (int Field, int WireType) ReadTag(long end)
    {
        ulong tag = ReadVarint(end);
        return tag >> 3 is > 0 and <= 0x1FFFFFFF
            ? ((int)(tag >> 3), (int)(tag & 7))
            : throw Malformed("a field has no number");
    }

    /// <returns>The length of the payload that follows, which lies within the message.</returns>
    public long ReadLength(long end)
    {
        ulong length = ReadVarint(end);
        return length <= (ulong)(end - Position)
            ? (long)length
            : throw Malformed($"a part is said to have {length} bytes where {end - Position} are left");
    }

    public void Skip(long count) => stream.Seek(count, SeekOrigin.Current);

    /// <summary>Copies the field whose tag was just read, tag included.</summary>
    public void Copy((int Field, int WireType) tag, long end, ArrayBufferWriter<byte> into)
    {
        WriteVarint(into, ((ulong)tag.Field << 3) | (uint)tag.WireType);
        switch (tag.WireType)
        {
            case Varint:
                WriteVarint(into, ReadVarint(end));
                break;
            case Fixed64:
                CopyBytes(8, end, into);
                break;
            case Fixed32:
                CopyBytes(4, end, into);
                break;
            case LengthDelimited:
                CopyPayload(ReadLength(end), end, into);
                break;
            default:
                throw Malformed($"a field has the wire type {tag.WireType}");
        }
    }

    /// <summary>Copies a payload whose length was just read, behind that length.</summary>
    public void CopyPayload(long length, long end, ArrayBufferWriter<byte> into)
    {
        WriteVarint(into, (ulong)length);
        CopyBytes(length, end, into);
    }

    public static void WriteVarint(IBufferWriter<byte> into, ulong value)
    {
        Span<byte> bytes = stackalloc byte[10];
        int count = 0;
        for (; value >= 0x80; value >>= 7)
        {
            bytes[count++] = (byte)(value | 0x80);
        }

        bytes[count++] = (byte)value;
        into.Write(bytes[..count]);
    }

    public ModelFormatException Malformed(string problem) =>
        new(path, $"this is no ONNX file, or a damaged one: at byte {Position}, {problem}");

    private ulong ReadVarint(long end)
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            int next = Position < end ? stream.ReadByte() : -1;
            if (next < 0)
            {
                throw Malformed("it ends within a number");
            }

            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Malformed("a number has more than ten bytes");
    }

    private void CopyBytes(long count, long end, ArrayBufferWriter<byte> into)
    {
        if (count > end - Position || into.WrittenCount + count > OnnxLimits.StructureBytes)
        {
            throw Malformed($"{count} bytes of structure follow; {end - Position} are left, and "
                + $"{OnnxLimits.StructureBytes} in all are read");
        }

        stream.ReadExactly(into.GetSpan((int)count + 1)[..(int)count]);
        into.Advance((int)count);
    }
}

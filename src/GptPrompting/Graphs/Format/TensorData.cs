using Microsoft.Win32.SafeHandles;

namespace GptPrompting.Graphs.Format;

/// <summary>The values of a tensor as little-endian bytes, wherever they are: read only when asked for.</summary>
internal abstract record TensorData(long ByteLength)
{
    public abstract void CopyTo(Stream target);

    /// <summary>Fills <paramref name="target"/> with the bytes from <paramref name="start"/> on.</summary>
    /// <exception cref="IOException">The file can no longer be read.</exception>
    public virtual void Read(long start, Span<byte> target) =>
        ToArray().AsSpan((int)start, target.Length).CopyTo(target);

    /// <exception cref="IOException">The file can no longer be read.</exception>
    public virtual byte[] ToArray()
    {
        byte[] bytes = new byte[ByteLength];
        CopyTo(new MemoryStream(bytes));
        return bytes;
    }
}

/// <summary>Values in memory.</summary>
internal sealed record MemoryTensorData(byte[] Bytes) : TensorData(Bytes.Length)
{
    public override void CopyTo(Stream target) => target.Write(Bytes);

    public override byte[] ToArray() => Bytes;
}

/// <summary>Values that lie in a file: the graph's own, or one beside it.</summary>
internal sealed record FileTensorData(string Path, long Offset, long ByteLength) : TensorData(ByteLength)
{
    /// <summary>Takes note where the values are read; null where nobody wants to know.</summary>
    public ISet<FileTensorData>? Reads { get; init; }

    public override void Read(long start, Span<byte> target)
    {
        Reads?.Add(this with { Reads = null });
        using SafeFileHandle file = File.OpenHandle(Path);
        FilePart.Read(file, Path, Offset + start, target);
    }

    public override void CopyTo(Stream target)
    {
        Reads?.Add(this with { Reads = null });
        using FileStream stream = File.OpenRead(Path);
        stream.Seek(Offset, SeekOrigin.Begin);
        byte[] buffer = new byte[(int)Math.Min(1 << 20, ByteLength)];
        for (long left = ByteLength; left > 0;)
        {
            int count = (int)Math.Min(left, buffer.Length);
            stream.ReadExactly(buffer, 0, count);
            target.Write(buffer, 0, count);
            left -= count;
        }
    }
}

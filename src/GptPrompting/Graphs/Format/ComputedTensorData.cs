namespace GptPrompting.Graphs.Format;

/// <summary>Values that are computed when they are asked for: one tensor at a time is in memory.</summary>
internal sealed record ComputedTensorData(long ByteLength, Func<byte[]> Compute) : TensorData(ByteLength)
{
    public override void CopyTo(Stream target) => target.Write(ToArray());

    public override byte[] ToArray() => Compute() is byte[] bytes && bytes.Length == ByteLength
        ? bytes
        : throw new InvalidOperationException($"A weight was computed to another size than {ByteLength} bytes.");
}

using System.Runtime.InteropServices;
using System.Text;

namespace GptPrompting.Benchmarks.TestModels;

/// <summary>
/// A GGUF file, version 3, as llama.cpp reads it: keys with values, names and places of tensors, then their data.
/// </summary>
internal sealed class GgufFile
{
    private const int Alignment = 32;
    private const int QuantizedBlock = 32;

    private readonly List<Action<BinaryWriter>> _values = [];
    private readonly List<(string Name, int[] Shape, bool IsQuantized, byte[] Data)> _tensors = [];

    private enum ValueType
    {
        UInt32 = 4,
        Int32 = 5,
        Float32 = 6,
        Text = 8,
        List = 9,
    }

    public void Add(string key, uint value) => Add(key, ValueType.UInt32, writer => writer.Write(value));

    public void Add(string key, float value) => Add(key, ValueType.Float32, writer => writer.Write(value));

    public void Add(string key, string value) => Add(key, ValueType.Text, writer => Write(writer, value));

    public void Add(string key, IReadOnlyCollection<string> values) =>
        AddList(key, ValueType.Text, values, Write);

    public void Add(string key, IReadOnlyCollection<int> values) =>
        AddList(key, ValueType.Int32, values, (writer, value) => writer.Write(value));

    /// <param name="name">What llama.cpp calls it.</param>
    /// <param name="weight">Row-major; a matrix is [out, in].</param>
    /// <param name="quantize">Whether to store it as Q8_0: blocks of 32 bytes with a scale each.</param>
    public void Add(string name, WeightTensor weight, bool quantize = false) => _tensors.Add((
        name, weight.Shape, quantize,
        quantize ? Quantized(weight.Values) : MemoryMarshal.AsBytes(weight.Values.AsSpan()).ToArray()));

    public void Save(string path)
    {
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write((ulong)_tensors.Count);
        writer.Write((ulong)_values.Count);
        _values.ForEach(write => write(writer));
        long offset = 0;
        foreach ((string name, int[] shape, bool isQuantized, byte[] data) in _tensors)
        {
            Write(writer, name);
            writer.Write((uint)shape.Length);
            Array.ForEach([.. shape.Reverse()], size => writer.Write((ulong)size));
            writer.Write(isQuantized ? 8u : 0u);
            writer.Write((ulong)offset);
            offset += data.Length + Padding(data.Length);
        }

        writer.Write(new byte[Padding(writer.BaseStream.Position)]);
        foreach ((_, _, _, byte[] data) in _tensors)
        {
            writer.Write(data);
            writer.Write(new byte[Padding(data.Length)]);
        }
    }

    private static byte[] Quantized(float[] values)
    {
        byte[] blocks = new byte[values.Length / QuantizedBlock * (QuantizedBlock + 2)];
        Parallel.For(0, values.Length / QuantizedBlock, index =>
        {
            ReadOnlySpan<float> from = values.AsSpan(index * QuantizedBlock, QuantizedBlock);
            Span<byte> to = blocks.AsSpan(index * (QuantizedBlock + 2), QuantizedBlock + 2);
            float scale = Largest(from) / 127;
            MemoryMarshal.Write(to, (Half)scale);
            for (int i = 0; i < from.Length; i++)
            {
                to[i + 2] = (byte)(sbyte)MathF.Round(scale == 0 ? 0 : from[i] / scale);
            }
        });
        return blocks;
    }

    private static float Largest(ReadOnlySpan<float> values)
    {
        float largest = 0;
        foreach (float value in values)
        {
            largest = MathF.Max(largest, MathF.Abs(value));
        }

        return largest;
    }

    private void Add(string key, ValueType type, Action<BinaryWriter> write) => _values.Add(writer =>
    {
        Write(writer, key);
        writer.Write((uint)type);
        write(writer);
    });

    private void AddList<T>(
        string key, ValueType type, IReadOnlyCollection<T> values, Action<BinaryWriter, T> write) =>
        Add(key, ValueType.List, writer =>
        {
            writer.Write((uint)type);
            writer.Write((ulong)values.Count);
            foreach (T value in values)
            {
                write(writer, value);
            }
        });

    private static void Write(BinaryWriter writer, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }

    private static int Padding(long length) => (int)(-length & (Alignment - 1));
}

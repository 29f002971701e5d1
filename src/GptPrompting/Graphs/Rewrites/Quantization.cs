using System.Numerics;
using System.Runtime.InteropServices;

namespace GptPrompting.Graphs.Rewrites;

/// <summary>Weights as small integers with scales: symmetric, so that zero stays zero.</summary>
internal static class Quantization
{
    /// <summary>Elements that share a scale in <see cref="Blocks"/>.</summary>
    public const int BlockSize = 32;

    /// <summary>The largest integer of 8 bits whose opposite is one too.</summary>
    public const int EightBits = 127;

    /// <summary>
    /// The largest of 7 bits. Two of them, each multiplied by a byte, fit into 16 bits, in which processors without
    /// VNNI add them up; what does not fit is cut off.
    /// </summary>
    public const int SevenBits = 63;

    /// <summary>Integers with a scale per group of <paramref name="size"/> elements.</summary>
    /// <param name="values">Group after group.</param>
    /// <param name="size">Elements of a group.</param>
    /// <param name="largest">What the largest magnitude of a group becomes, at most 127.</param>
    public static (sbyte[] Integers, float[] Scales) Groups(
        ReadOnlySpan<float> values, int size, int largest = EightBits)
    {
        sbyte[] integers = new sbyte[values.Length];
        float[] scales = new float[values.Length / size];
        float[] repeated = new float[size];
        for (int group = 0; group < scales.Length; group++)
        {
            ReadOnlySpan<float> part = values.Slice(group * size, size);
            scales[group] = ScaleOf(Largest(part), largest);
            Array.Fill(repeated, scales[group]);
            Round(part, repeated, largest, integers.AsSpan(group * size, size));
        }

        return (integers, scales);
    }

    /// <summary>The integers and scales of <see cref="Groups"/> for columns of values that lie row after row.</summary>
    /// <param name="values">Row after row.</param>
    /// <param name="columns">Elements of a row.</param>
    /// <param name="largest">What the largest magnitude of a column becomes, at most 127.</param>
    /// <returns>Integers row after row.</returns>
    public static (sbyte[] Integers, float[] Scales) Columns(
        ReadOnlySpan<float> values, int columns, int largest = EightBits)
    {
        sbyte[] integers = new sbyte[values.Length];
        float[] scales = new float[columns];
        for (int start = 0; start < values.Length; start += columns)
        {
            Largest(values.Slice(start, columns), scales);
        }

        for (int column = 0; column < columns; column++)
        {
            scales[column] = ScaleOf(scales[column], largest);
        }

        for (int start = 0; start < values.Length; start += columns)
        {
            Round(values.Slice(start, columns), scales, largest, integers.AsSpan(start, columns));
        }

        return (integers, scales);
    }

    /// <summary>
    /// 4-bit integers, two in a byte with the first one low, 8 standing for zero, with a scale per block of 32
    /// along each column: the layout of MatMulNBits, [columns, blocks, 16] and [columns, blocks].
    /// </summary>
    /// <param name="columns">Column after column.</param>
    /// <param name="rows">Elements of a column; the last block is filled up with zeros.</param>
    public static (byte[] Packed, float[] Scales) Blocks(ReadOnlySpan<float> columns, int rows)
    {
        int blocks = (rows + BlockSize - 1) / BlockSize;
        int count = columns.Length / rows;
        byte[] packed = new byte[(long)count * blocks * BlockSize / 2];
        float[] scales = new float[count * blocks];
        Array.Fill(packed, (byte)0x88);
        for (int block = 0; block < scales.Length; block++)
        {
            int start = block % blocks * BlockSize;
            ReadOnlySpan<float> part =
                columns.Slice((block / blocks * rows) + start, Math.Min(BlockSize, rows - start));
            scales[block] = Scale(part);
            for (int i = 0; i < part.Length; i++)
            {
                int value = (int)Math.Clamp(MathF.Round(part[i] / scales[block]) + 8, 0, 15);
                ref byte pair = ref packed[((block * BlockSize) + i) / 2];
                pair = i % 2 == 0 ? (byte)((pair & 0xF0) | value) : (byte)((pair & 0x0F) | (value << 4));
            }
        }

        return (packed, scales);
    }

    public static byte[] Bytes<T>(T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes<T>(values).ToArray();

    /// <summary>The element farthest from zero becomes -8, which reaches one step farther than 7.</summary>
    private static float Scale(ReadOnlySpan<float> block)
    {
        float farthest = 0;
        foreach (float value in block)
        {
            farthest = MathF.Abs(value) > MathF.Abs(farthest) ? value : farthest;
        }

        return farthest == 0 ? 1 : farthest / -8;
    }

    private static float ScaleOf(float magnitude, int largest) =>
        magnitude / largest is > 0 and float scale ? scale : 1;

    private static float Largest(ReadOnlySpan<float> values)
    {
        Vector<float> found = default;
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            found = Vector.Max(found, Vector.Abs(new Vector<float>(values[i..])));
        }

        float largest = 0;
        for (int lane = 0; lane < Vector<float>.Count; lane++)
        {
            largest = MathF.Max(largest, found[lane]);
        }

        foreach (float value in values[i..])
        {
            largest = MathF.Max(largest, MathF.Abs(value));
        }

        return largest;
    }

    /// <summary>Raises each of <paramref name="largest"/> to the magnitude of its value.</summary>
    private static void Largest(ReadOnlySpan<float> values, Span<float> largest)
    {
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Max(new Vector<float>(largest[i..]), Vector.Abs(new Vector<float>(values[i..])))
                .CopyTo(largest[i..]);
        }

        for (; i < values.Length; i++)
        {
            largest[i] = MathF.Max(largest[i], MathF.Abs(values[i]));
        }
    }

    /// <summary>Each value divided by its scale, as an integer.</summary>
    private static void Round(
        ReadOnlySpan<float> values, ReadOnlySpan<float> scales, int largest, Span<sbyte> integers)
    {
        var limit = new Vector<float>(largest);
        int width = Vector<float>.Count;
        int i = 0;
        for (; i <= values.Length - (4 * width); i += 4 * width)
        {
            Vector.Narrow(
                Vector.Narrow(Rounded(values[i..], scales[i..], limit),
                    Rounded(values[(i + width)..], scales[(i + width)..], limit)),
                Vector.Narrow(Rounded(values[(i + (2 * width))..], scales[(i + (2 * width))..], limit),
                    Rounded(values[(i + (3 * width))..], scales[(i + (3 * width))..], limit)))
                .CopyTo(integers[i..]);
        }

        for (; i < values.Length; i++)
        {
            integers[i] = (sbyte)Math.Clamp(MathF.Round(values[i] / scales[i]), -largest, largest);
        }
    }

    private static Vector<int> Rounded(ReadOnlySpan<float> values, ReadOnlySpan<float> scales, Vector<float> limit)
    {
        Vector<float> rounded = Vector.Round(new Vector<float>(values) / new Vector<float>(scales));
        return Vector.ConvertToInt32(Vector.Max(-limit, Vector.Min(limit, rounded)));
    }
}

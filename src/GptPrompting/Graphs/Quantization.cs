using System.Runtime.InteropServices;

namespace GptPrompting.Graphs;

/// <summary>Weights as small integers with scales: symmetric, so that zero stays zero.</summary>
internal static class Quantization
{
    /// <summary>Elements that share a scale in <see cref="Blocks"/>.</summary>
    public const int BlockSize = 32;

    /// <summary>8-bit integers from -127 to 127 with a scale per group of <paramref name="size"/> elements.</summary>
    /// <param name="values">Group after group.</param>
    /// <param name="size">Elements of a group.</param>
    public static (sbyte[] Integers, float[] Scales) Groups(ReadOnlySpan<float> values, int size)
    {
        sbyte[] integers = new sbyte[values.Length];
        float[] scales = new float[values.Length / size];
        for (int group = 0; group < scales.Length; group++)
        {
            ReadOnlySpan<float> part = values.Slice(group * size, size);
            float scale = Largest(part) / 127;
            scales[group] = scale > 0 ? scale : 1;
            for (int i = 0; i < size; i++)
            {
                integers[(group * size) + i] = (sbyte)Math.Clamp(MathF.Round(part[i] / scales[group]), -127, 127);
            }
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

    private static float Largest(ReadOnlySpan<float> values)
    {
        float largest = 0;
        foreach (float value in values)
        {
            largest = MathF.Max(largest, MathF.Abs(value));
        }

        return largest;
    }
}

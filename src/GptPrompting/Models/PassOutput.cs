using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace GptPrompting.Models;

/// <summary>The wanted logits of one <see cref="ForwardPass"/>, which several sequences can share.</summary>
internal sealed class PassOutput
{
    private readonly OrtValue? _tensor;
    private readonly float[]? _copy;
    private readonly int[] _rows;
    private readonly int _columns;
    private int _users = 1;

    // Either the graph's own float32 logits, or a rented copy of the wanted rows, in their order.
    private PassOutput(OrtValue? tensor, float[]? copy, int[] rows, int columns) =>
        (_tensor, _copy, _rows, _columns) = (tensor, copy, rows, columns);

    /// <summary>How many rows were wanted.</summary>
    public int Count => _rows.Length;

    /// <param name="logits">Rows of <paramref name="columns"/> logits each; disposed by this object.</param>
    /// <param name="rows">Indices of the wanted rows.</param>
    /// <param name="columns">The vocabulary size.</param>
    public static PassOutput Create(OrtValue logits, int[] rows, int columns)
    {
        OrtTensorTypeAndShapeInfo info = logits.GetTensorTypeAndShape();
        TensorElementType type = info.ElementDataType;

        // A few rows are copied, so that the others do not stay in memory until the sequences read on.
        if (type == TensorElementType.Float && 4L * rows.Length * columns >= info.ElementCount)
        {
            return new PassOutput(logits, null, rows, columns);
        }

        using (logits)
        {
            float[] copy = ArrayPool<float>.Shared.Rent(rows.Length * columns);
            for (int i = 0; i < rows.Length; i++)
            {
                Copy(logits, rows[i] * columns, copy.AsSpan(i * columns, columns), type);
            }

            return new PassOutput(null, copy, [.. Enumerable.Range(0, rows.Length)], columns);
        }
    }

    /// <param name="logits">Rented from the shared pool: [count, columns], and maybe more behind.</param>
    /// <param name="count">How many rows there are, all of them wanted.</param>
    /// <param name="columns">The vocabulary size.</param>
    public static PassOutput Rented(float[] logits, int count, int columns) =>
        new(null, logits, [.. Enumerable.Range(0, count)], columns);

    /// <summary>Joins outputs of several passes, which it releases.</summary>
    /// <param name="parts">Each with the places that its rows have in the whole.</param>
    /// <param name="columns">The vocabulary size.</param>
    public static PassOutput Join(IReadOnlyList<(PassOutput Output, int[] Places)> parts, int columns)
    {
        int count = parts.Sum(part => part.Places.Length);
        float[] copy = ArrayPool<float>.Shared.Rent(count * columns);
        foreach ((PassOutput output, int[] places) in parts)
        {
            for (int i = 0; i < places.Length; i++)
            {
                output.Logits(i, 1).CopyTo(copy.AsSpan(places[i] * columns, columns));
            }

            output.Release();
        }

        return new PassOutput(null, copy, [.. Enumerable.Range(0, count)], columns);
    }

    /// <returns>Logits of wanted rows, [count, vocabulary size], from the one with this index among them.</returns>
    public ReadOnlySpan<float> Logits(int first, int count)
    {
        if (count == 0)
        {
            return [];
        }

        ReadOnlySpan<float> all = _copy is null ? _tensor!.GetTensorDataAsSpan<float>() : _copy;
        return _rows[first + count - 1] - _rows[first] == count - 1
            ? all.Slice(_rows[first] * _columns, count * _columns)
            : Gather(all, _rows.AsSpan(first, count));
    }

    public PassOutput Share()
    {
        Interlocked.Increment(ref _users);
        return this;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _tensor?.Dispose();
            if (_copy is not null)
            {
                ArrayPool<float>.Shared.Return(_copy);
            }
        }
    }

    private float[] Gather(ReadOnlySpan<float> all, ReadOnlySpan<int> rows)
    {
        float[] gathered = new float[rows.Length * _columns];
        for (int i = 0; i < rows.Length; i++)
        {
            all.Slice(rows[i] * _columns, _columns).CopyTo(gathered.AsSpan(i * _columns));
        }

        return gathered;
    }

    private static void Copy(OrtValue logits, int start, Span<float> to, TensorElementType type)
    {
        if (type == TensorElementType.Float)
        {
            logits.GetTensorDataAsSpan<float>().Slice(start, to.Length).CopyTo(to);
        }
        else
        {
            ReadOnlySpan<ushort> from = MemoryMarshal.Cast<byte, ushort>(logits.GetTensorMutableRawData());
            Widen(from.Slice(start, to.Length), to, type);
        }
    }

    private static void Widen(ReadOnlySpan<ushort> from, Span<float> to, TensorElementType type)
    {
        for (int i = 0; i < from.Length; i++)
        {
            // bfloat16 is the upper half of a float32.
            to[i] = type == TensorElementType.Float16
                ? (float)BitConverter.UInt16BitsToHalf(from[i])
                : BitConverter.UInt32BitsToSingle((uint)from[i] << 16);
        }
    }
}

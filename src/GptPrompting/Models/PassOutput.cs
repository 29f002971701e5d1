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
    private readonly int[]? _rows;
    private readonly int _columns;
    private readonly Action? _whenReleased;
    private int _users = 1;

    // The graph's own float32 logits, among which the wanted rows are.
    private PassOutput(OrtValue tensor, int[] rows, int columns) =>
        (_tensor, _rows, Count, _columns) = (tensor, rows, rows.Length, columns);

    // The wanted rows only, in their order.
    private PassOutput(float[] copy, int count, int columns, Action whenReleased) =>
        (_copy, Count, _columns, _whenReleased) = (copy, count, columns, whenReleased);

    /// <summary>How many rows were wanted.</summary>
    public int Count { get; }

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
            return new PassOutput(logits, rows, columns);
        }

        using (logits)
        {
            float[] copy = ArrayPool<float>.Shared.Rent(rows.Length * columns);
            for (int i = 0; i < rows.Length; i++)
            {
                Copy(logits, rows[i] * columns, copy.AsSpan(i * columns, columns), type);
            }

            return Rented(copy, rows.Length, columns);
        }
    }

    /// <param name="logits">Rented from the shared pool: [count, columns], and maybe more behind.</param>
    /// <param name="count">How many rows there are, all of them wanted.</param>
    /// <param name="columns">The vocabulary size.</param>
    public static PassOutput Rented(float[] logits, int count, int columns) =>
        new(logits, count, columns, () => ArrayPool<float>.Shared.Return(logits));

    /// <param name="logits">As for <see cref="Rented"/>, but not rented.</param>
    /// <param name="count">How many rows there are.</param>
    /// <param name="columns">The vocabulary size.</param>
    /// <param name="whenReleased">Is called when nobody looks at the logits any more.</param>
    public static PassOutput Of(float[] logits, int count, int columns, Action whenReleased) =>
        new(logits, count, columns, whenReleased);

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

        return Rented(copy, count, columns);
    }

    /// <returns>Logits of wanted rows, [count, vocabulary size], from the one with this index among them.</returns>
    public ReadOnlySpan<float> Logits(int first, int count)
    {
        if (count == 0)
        {
            return [];
        }

        if (_rows is null)
        {
            return _copy.AsSpan(first * _columns, count * _columns);
        }

        ReadOnlySpan<float> all = _tensor!.GetTensorDataAsSpan<float>();
        return _rows[first + count - 1] - _rows[first] == count - 1
            ? all.Slice(_rows[first] * _columns, count * _columns)
            : Gather(all, _rows.AsSpan(first, count));
    }

    /// <summary>Takes the logits of another pass, which the same memory has, once all have let go of these.</summary>
    public PassOutput Renew()
    {
        _users = 1;
        return this;
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
            _whenReleased?.Invoke();
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

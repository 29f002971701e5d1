using System.Numerics;
using System.Runtime.InteropServices;
using GptPrompting.Graphs.Format;

namespace GptPrompting.Graphs.Rewrites;

/// <summary>The weights of a matrix product, [rows, columns]: inputs by outputs.</summary>
/// <param name="Tensor">The constant that holds them, of 16- or 32-bit floats.</param>
/// <param name="IsTransposed">Whether it holds them the other way round.</param>
/// <param name="ReadAs">What the product reads them as, and so computes with.</param>
internal sealed record WeightMatrix(OnnxTensor Tensor, bool IsTransposed, ElementType ReadAs)
{
    private const int MostAtOnce = 1 << 26;

    public int Rows => (int)Tensor.Dimensions[IsTransposed ? 1 : 0];

    public int Columns => (int)Tensor.Dimensions[IsTransposed ? 0 : 1];

    /// <summary>Finds the constant matrix behind a value, through conversions and transpositions.</summary>
    public static WeightMatrix? Find(GraphDraft draft, string value, bool isTransposed)
    {
        ElementType? readAs = null;
        for (int steps = 0; steps < 4; steps++)
        {
            if (draft.Constants.TryGetValue(value, out OnnxTensor? tensor))
            {
                return tensor is { Type: ElementType.Float or ElementType.Float16, Dimensions: [_, _], Data: not null }
                    ? new WeightMatrix(tensor, isTransposed, readAs ?? tensor.Type)
                    : null;
            }

            switch (draft.Producer(value))
            {
                case { OpType: "Cast" } node:
                    readAs ??= (ElementType)node.Int("to", 0);
                    value = node.Input[0];
                    break;
                case { OpType: "Identity" } node:
                    value = node.Input[0];
                    break;
                case { OpType: "Transpose" } node when node.Ints("perm") is null or [1, 0]:
                    value = node.Input[0];
                    isTransposed = !isTransposed;
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>All weights, row after row.</summary>
    /// <exception cref="ModelFormatException">A weight is infinite or not a number.</exception>
    public float[] Load(string path)
    {
        float[] stored = Floats(Tensor, path);
        if (!IsTransposed)
        {
            return stored;
        }

        float[] result = new float[stored.Length];
        const int Tile = 32;
        for (int row = 0; row < Rows; row += Tile)
        {
            for (int column = 0; column < Columns; column++)
            {
                for (int i = row; i < Math.Min(row + Tile, Rows); i++)
                {
                    result[((long)i * Columns) + column] = stored[((long)column * Rows) + i];
                }
            }
        }

        return result;
    }

    /// <summary>All weights, column after column.</summary>
    /// <inheritdoc cref="Load"/>
    public float[] LoadColumns(string path) => (this with { IsTransposed = !IsTransposed }).Load(path);

    /// <summary>The elements of a tensor of 16- or 32-bit floats.</summary>
    /// <exception cref="ModelFormatException">One is infinite or not a number.</exception>
    public static float[] Floats(OnnxTensor tensor, string path)
    {
        float[] values = new float[tensor.Count];
        if (tensor.Type == ElementType.Float)
        {
            // In parts, for a span of bytes ends at 2 GiB.
            for (long start = 0; start < values.Length; start += MostAtOnce)
            {
                Span<float> part = values.AsSpan((int)start, (int)Math.Min(MostAtOnce, values.Length - start));
                tensor.Data!.Read(sizeof(float) * start, MemoryMarshal.AsBytes(part));
            }
        }
        else
        {
            Widen(MemoryMarshal.Cast<byte, Half>(tensor.Data!.ToArray()), values);
        }

        return AreFinite(values)
            ? values
            : throw new ModelFormatException(
                path, $"the weight '{tensor.Name}' has infinite values, or such that are NaN");
    }

    private static void Widen(ReadOnlySpan<Half> halves, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)halves[i];
        }
    }

    private static bool AreFinite(ReadOnlySpan<float> values)
    {
        // A difference from itself is 0, and NaN for what is infinite or NaN.
        Vector<float> differences = default;
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var part = new Vector<float>(values[i..]);
            differences += part - part;
        }

        foreach (float value in values[i..])
        {
            differences += new Vector<float>(value - value);
        }

        return Vector.EqualsAll(differences, default);
    }
}

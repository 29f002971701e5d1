using System.Globalization;
using System.Runtime.InteropServices;
using GptPrompting.Graphs.Format;

namespace GptPrompting.Graphs.Rewrites;

/// <summary>
/// Products of rows of floats with matrices of 8-bit integers that are as near as 32-bit floats get, so that a row's
/// result does not depend on what else is in the pass.
/// </summary>
/// <remarks>
/// <para>
/// A scale for each row is not enough: rows that differ in the last bit, as they do behind another arrangement of the
/// same attention, are rounded to integers that differ in some places by one, and each such step changes the next
/// layers by as much as rounding does at all. With a scale per row and block, log-probabilities moved by 0.1 nats.
/// </para>
/// <para>
/// So each row is written as three digits of base 126, from -63 to 63, with one scale: 20.9 bits. Digits are rows of
/// one product of integers, which reads the weights once, and are put together again behind it. Digits of seven bits
/// are chosen because sums of two products then fit into 16 bits, at which processors without VNNI saturate.
/// </para>
/// </remarks>
internal sealed class DigitProduct(GraphDraft draft)
{
    private const int Digits = 3;
    private const int Largest = 63;
    private const int Base = 2 * Largest;

    // A row below this is zero; what it is divided by must not be.
    private const float Smallest = 1e-30f;

    private const byte Zero = 64;

    // By the row's name, for several products often read the same.
    private readonly Dictionary<string, (string Digits, string Scales)> _rows = [];

    /// <param name="input">Rows, [.., rows of the matrix].</param>
    /// <param name="integers">The matrix, [rows, columns].</param>
    /// <param name="scales">A scale per column.</param>
    /// <param name="result">What the product is to be called, [.., columns].</param>
    public void Add(string input, string integers, string scales, string result)
    {
        if (!_rows.TryGetValue(input, out (string Digits, string Scales) rows))
        {
            _rows[input] = rows = Split(input);
        }

        string products = draft.NewName("digit_products");
        draft.Add("MatMulIntegerToFloat",
            [rows.Digits, integers, Number(1), scales, Byte(Zero)], products, "com.microsoft");

        // [.., 1, digits] by [.., digits, columns].
        string sum = Node("MatMul", rows.Scales, products);
        AddAlong("Squeeze", sum, result, since: 13, axis: -2);
    }

    /// <returns>Bytes, [.., digits, n], and what each digit counts, [.., 1, digits].</returns>
    private (string Digits, string Scales) Split(string input)
    {
        string row = draft.NewName("row");
        AddAlong("Unsqueeze", input, row, since: 13, axis: -2);
        string largest = draft.NewName("largest");
        AddAlong("ReduceMax", Node("Abs", row), largest, since: 18, axis: -1);
        string scales = Node("Mul", Node("Mul", largest, Number(1f / Largest / Base / Base)), Counts());
        string divisor = Node("Max", Node("Mul", largest, Number(1f / Largest)), Number(Smallest));
        string rest = Node("Div", row, divisor);
        string[] digits = new string[Digits];
        for (int i = 0; i < Digits - 1; i++)
        {
            digits[i] = Node("Round", rest);
            rest = Node("Mul", Node("Sub", rest, digits[i]), Number(Base));
        }

        // The last one is rounded where all become bytes.
        digits[^1] = rest;
        string joined = draft.NewName("digits");
        draft.Add("Concat", digits, joined).Attribute.Add(Attributes.Int("axis", -2));
        return (Node("QuantizeLinear", joined, Number(1), Byte(Zero)), scales);
    }

    private string Node(string operation, params string[] inputs)
    {
        string result = draft.NewName(operation);
        draft.Add(operation, inputs, result);
        return result;
    }

    /// <summary>An operator that takes its axes as an input since some version, and as an attribute before.</summary>
    private void AddAlong(string operation, string input, string result, int since, int axis)
    {
        if (draft.Source.Opsets.GetValueOrDefault("") >= since)
        {
            draft.Add(operation, [input, draft.AddIntegers("axes", axis)], result);
        }
        else
        {
            draft.Add(operation, [input], result).Attribute.Add(Attributes.Ints("axes", axis));
        }
    }

    private string Number(float value) => Constant(
        string.Create(CultureInfo.InvariantCulture, $"number_{value}"), ElementType.Float, [], [value]);

    /// <summary>What digits count. Integers, for of floats it would be said that they were learned.</summary>
    private string Counts()
    {
        string counts = draft.NewName("counts");
        draft.Add("Cast", [Constant("digits", ElementType.Int64, [Digits], [(long)Base * Base, Base, 1])], counts)
            .Attribute.Add(Attributes.Int("to", (int)ElementType.Float));
        return counts;
    }

    private string Byte(byte value) => Constant($"byte_{value}", ElementType.UInt8, [], [value]);

    private string Constant<T>(string purpose, ElementType type, long[] shape, T[] values)
        where T : unmanaged
    {
        string name = $"gptprompting/{purpose}";
        draft.Constants.TryAdd(
            name, new OnnxTensor(name, type, shape, new MemoryTensorData(MemoryMarshal.AsBytes<T>(values).ToArray())));
        return name;
    }
}

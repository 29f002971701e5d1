namespace GptPrompting.Graphs;

/// <summary>How the weights of matrix products are stored.</summary>
internal enum WeightFormat
{
    AsTheyAre,

    /// <summary>16-bit floats, converted to 32 bits when the graph is opened.</summary>
    Float16,

    /// <summary>8-bit integers with a scale per column; activations are quantised while the graph runs.</summary>
    Int8,

    /// <summary>
    /// 4-bit integers with a scale per block of 32; activations are quantised block by block while the graph runs.
    /// </summary>
    Int4,

    /// <summary>As <see cref="Int8"/>, with activations as three digits of seven bits (<c>DigitProduct</c>).</summary>
    Int8Exact,

    /// <summary>As <see cref="Int4"/>, with activations as 32-bit floats.</summary>
    Int4Exact,
}

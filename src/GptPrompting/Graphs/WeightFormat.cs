namespace GptPrompting.Graphs;

/// <summary>How the weights of matrix products are stored.</summary>
internal enum WeightFormat
{
    AsTheyAre,

    /// <summary>16-bit floats, converted to 32 bits when the graph is opened.</summary>
    Float16,

    /// <summary>8-bit integers with a scale per column; activations are quantised while the graph runs.</summary>
    Int8,

    /// <summary>4-bit integers with a scale per block of 32.</summary>
    Int4,
}

namespace GptPrompting.Graphs.Format;

/// <summary>How a weight is stored.</summary>
internal enum WeightPrecision
{
    Float32,
    Float16,
    BFloat16,
    Int8,
    FourBit,
    Other,
}

namespace GptPrompting.Graphs.Format;

/// <summary>How many bits an element has, and how a count of them is stored.</summary>
internal static class ElementTypes
{
    /// <summary>Bits of one element; 0 for strings and for types that are not known here.</summary>
    public static int Bits(this ElementType type) => type switch
    {
        ElementType.UInt2 or ElementType.Int2 => 2,
        ElementType.UInt4 or ElementType.Int4 or ElementType.Float4E2M1 => 4,
        ElementType.UInt8 or ElementType.Int8 or ElementType.Bool => 8,
        >= ElementType.Float8E4M3FN and <= ElementType.Float8E5M2FNUZ or ElementType.Float8E8M0 => 8,
        ElementType.UInt16 or ElementType.Int16 or ElementType.Float16 or ElementType.BFloat16 => 16,
        ElementType.Float or ElementType.Int32 or ElementType.UInt32 => 32,
        ElementType.Int64 or ElementType.UInt64 or ElementType.Double or ElementType.Complex64 => 64,
        ElementType.Complex128 => 128,
        _ => 0,
    };

    public static bool IsFloatingPoint(this ElementType type) =>
        type is ElementType.Float or ElementType.Float16 or ElementType.BFloat16 or ElementType.Double;

    /// <summary>Bytes of raw data that <paramref name="count"/> elements take; types below 8 bits are packed.</summary>
    public static long ByteLength(this ElementType type, long count) =>
        checked((long)(((Int128)count * type.Bits() + 7) / 8));
}

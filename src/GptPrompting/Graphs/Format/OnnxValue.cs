namespace GptPrompting.Graphs.Format;

/// <summary>An input or output of a graph.</summary>
/// <param name="Name">What it is fed or fetched by.</param>
/// <param name="Type">Undefined where it is no tensor.</param>
/// <param name="Dimensions">Null where the graph does not say how many there are.</param>
internal sealed record OnnxValue(string Name, ElementType Type, IReadOnlyList<OnnxDimension>? Dimensions)
{
    public static OnnxValue From(ValueInfoProto value)
    {
        TypeProto.Types.Tensor? tensor = value.Type?.TensorType;
        return new OnnxValue(value.Name, (ElementType)(tensor?.ElemType ?? 0), tensor?.Shape is { } shape
            ? [.. shape.Dim.Select(dimension => new OnnxDimension(
                dimension.HasDimValue ? dimension.DimValue : null,
                dimension.HasDimParam ? dimension.DimParam : null))]
            : null);
    }
}

/// <summary>One dimension: a size, or a name for whatever it will be, or neither.</summary>
internal readonly record struct OnnxDimension(long? Size, string? Symbol)
{
    public override string ToString() => Size is long size ? $"{size}" : Symbol ?? "?";
}

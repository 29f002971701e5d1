namespace GptPrompting.Graphs.Format;

/// <summary>Makes descriptions of inputs and outputs.</summary>
internal static class Values
{
    public static ValueInfoProto Tensor(string name, ElementType type, params OnnxDimension[] dimensions) => new()
    {
        Name = name,
        Type = new TypeProto
        {
            TensorType = new TypeProto.Types.Tensor
            {
                ElemType = (int)type,
                Shape = new TensorShapeProto { Dim = { dimensions.Select(Dimension) } },
            },
        },
    };

    private static TensorShapeProto.Types.Dimension Dimension(OnnxDimension dimension) => dimension switch
    {
        { Size: long size } => new() { DimValue = size },
        { Symbol: string symbol } => new() { DimParam = symbol },
        _ => new(),
    };
}

namespace GptPrompting.Graphs.Format;

/// <summary>Counts parameters: floating-point constants and quantised weights.</summary>
internal static class WeightCount
{
    // The input of each operator that holds quantised weights.
    private static readonly Dictionary<string, int> WeightInputs = new()
    {
        ["MatMulNBits"] = 1,
        ["DynamicQuantizeMatMul"] = 1,
        ["MatMulIntegerToFloat"] = 1,
        ["MatMulInteger"] = 1,
        ["QLinearMatMul"] = 3,
        ["QGemm"] = 3,
        ["DequantizeLinear"] = 0,
        ["GatherBlockQuantized"] = 0,
    };

    // Inputs that say how the integers are to be read, and are no weights themselves.
    private static readonly Dictionary<string, int[]> ScaleInputs = new()
    {
        ["MatMulNBits"] = [2, 3],
        ["DynamicQuantizeMatMul"] = [2, 3],
        ["MatMulIntegerToFloat"] = [3, 5],
        ["MatMulInteger"] = [3],
        ["QLinearMatMul"] = [4, 5],
        ["QGemm"] = [4, 5],
        ["DequantizeLinear"] = [1, 2],
        ["GatherBlockQuantized"] = [2, 3],
    };

    public static IReadOnlyDictionary<WeightPrecision, long> Of(OnnxGraph graph)
    {
        var weights = new Dictionary<string, (WeightPrecision Precision, long Count)>();
        var scales = new HashSet<string>();
        foreach (NodeProto node in OnnxGraph.AllNodes(graph.Model.Graph))
        {
            if (WeightInputs.TryGetValue(node.OpType, out int input) && node.Input.Count > input
                && graph.Initializers.TryGetValue(node.Input[input], out OnnxTensor? weight))
            {
                weights[weight.Name] = Quantized(node, weight);
                scales.UnionWith(ScaleInputs[node.OpType]
                    .Where(index => index < node.Input.Count).Select(index => node.Input[index]));
            }
        }

        foreach (OnnxTensor tensor in graph.Initializers.Values.Where(tensor => tensor.Type.IsFloatingPoint()))
        {
            if (!scales.Contains(tensor.Name))
            {
                weights.TryAdd(tensor.Name, (PrecisionOf(tensor.Type), tensor.Count));
            }
        }

        return weights.Values.GroupBy(weight => weight.Precision)
            .ToDictionary(group => group.Key, group => group.Sum(weight => weight.Count));
    }

    private static (WeightPrecision Precision, long Count) Quantized(NodeProto node, OnnxTensor weight)
    {
        // Packed into bytes; block-wise operators say by how much.
        long bits = node.Attribute.FirstOrDefault(attribute => attribute.Name == "bits")?.I
            ?? (node.OpType is "MatMulNBits" or "GatherBlockQuantized" && weight.Type.Bits() == 8
                ? 4
                : weight.Type.Bits());
        long count = weight.Type.Bits() == 8 && bits is > 0 and < 8 ? weight.Count * 8 / bits : weight.Count;
        WeightPrecision precision = bits switch
        {
            4 => WeightPrecision.FourBit,
            8 => WeightPrecision.Int8,
            _ => PrecisionOf(weight.Type),
        };
        return (precision, count);
    }

    private static WeightPrecision PrecisionOf(ElementType type) => type switch
    {
        ElementType.Float => WeightPrecision.Float32,
        ElementType.Float16 => WeightPrecision.Float16,
        ElementType.BFloat16 => WeightPrecision.BFloat16,
        ElementType.Int8 or ElementType.UInt8 => WeightPrecision.Int8,
        ElementType.Int4 or ElementType.UInt4 => WeightPrecision.FourBit,
        _ => WeightPrecision.Other,
    };
}

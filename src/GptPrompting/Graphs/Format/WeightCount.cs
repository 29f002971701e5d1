namespace GptPrompting.Graphs.Format;

/// <summary>
/// Counts learned parameters: floating-point constants and quantised weights, but not what these are scaled by, single
/// numbers, and tables of cosines that an operator is given.
/// </summary>
internal sealed class WeightCount
{
    // A constant is picked from and rearranged a few times at most, and damaged graphs may go in circles.
    private const int MostSteps = 8;

    // Which input of an operator holds quantised weights, and which say how the integers are to be read.
    private static readonly (string Operator, int Weights, int[] Scales)[] Readers =
    [
        ("MatMulNBits", 1, [2, 3]),
        ("MatMulBnb4", 1, [2]),
        ("DynamicQuantizeMatMul", 1, [2, 3]),
        ("MatMulIntegerToFloat", 1, [3, 5]),
        ("MatMulInteger", 1, [3]),
        ("QLinearMatMul", 3, [4, 5]),
        ("QGemm", 3, [4, 5]),
        ("QAttention", 1, [4, 7]),
        ("QMoE", 2, [3]),
        ("QMoE", 5, [6]),
        ("QMoE", 8, [9]),
        ("DequantizeLinear", 0, [1, 2]),
        ("GatherBlockQuantized", 0, [2, 3]),
    ];

    // Operators that may have several weights of less than a byte in one.
    private static readonly HashSet<string> Unpacking = ["MatMulNBits", "MatMulBnb4", "QMoE", "GatherBlockQuantized"];

    // Inputs that are tables of cosines and sines; of ONNX's own RotaryEmbedding the positions come last.
    private static readonly Dictionary<string, int[]> Rotations = new()
    {
        ["GroupQueryAttention"] = [7, 8],
        ["RotaryEmbedding"] = [1, 2, 3],
    };

    private static readonly HashSet<string> Rearranging =
        ["Cast", "Gather", "Identity", "Reshape", "Slice", "Squeeze", "Transpose", "Unsqueeze"];

    private readonly OnnxGraph _graph;
    private readonly Dictionary<string, NodeProto> _producers = [];
    private readonly Dictionary<string, (WeightPrecision Precision, long Count)> _quantized = [];
    private readonly HashSet<string> _others = [];

    private WeightCount(OnnxGraph graph)
    {
        _graph = graph;
        NodeProto[] nodes = [.. OnnxGraph.AllNodes(graph.Model.Graph)];
        foreach (NodeProto node in nodes)
        {
            foreach (string output in node.Output)
            {
                _producers[output] = node;
            }
        }

        Array.ForEach(nodes, Look);
    }

    public static IReadOnlyDictionary<WeightPrecision, long> Of(OnnxGraph graph)
    {
        var count = new WeightCount(graph);
        IEnumerable<(WeightPrecision Precision, long Count)> floats = graph.Initializers.Values
            .Where(tensor => tensor.Type.IsFloatingPoint() && tensor.Count > 1 && !count._others.Contains(tensor.Name)
                && !count._quantized.ContainsKey(tensor.Name))
            .Select(tensor => (PrecisionOf(tensor.Type), tensor.Count));
        return count._quantized.Values.Concat(floats).GroupBy(weight => weight.Precision)
            .ToDictionary(group => group.Key, group => group.Sum(weight => weight.Count));
    }

    private void Look(NodeProto node)
    {
        foreach ((string name, int weights, int[] scales) in Readers)
        {
            if (node.OpType == name && Constant(node.InputAt(weights)) is { } tensor)
            {
                _quantized[tensor.Name] = Quantized(node, tensor);
                Exclude(node, scales);
            }
        }

        if (node.OpType == "Mul")
        {
            LookAtProduct(node, 0);
            LookAtProduct(node, 1);
        }

        Exclude(node, Rotations.GetValueOrDefault(node.OpType) ?? []);
    }

    /// <summary>
    /// A scale times a table of integers, as <c>WeightRewrite</c> stores it, or times that of activations, as ONNX
    /// Runtime's tools do behind a product of integers. A mask times a number is neither.
    /// </summary>
    private void LookAtProduct(NodeProto node, int input)
    {
        if (Constant(node.InputAt(1 - input)) is not { Count: > 1 } scale || !scale.Type.IsFloatingPoint())
        {
            return;
        }

        string? value = node.InputAt(input);
        if (Constant(value) is { Dimensions.Count: > 1 } table
            && PrecisionOf(table.Type) is WeightPrecision.Int8 or WeightPrecision.FourBit)
        {
            _quantized[table.Name] = (PrecisionOf(table.Type), table.Count);
            _others.Add(scale.Name);
        }
        else if (value is not null && _producers.GetValueOrDefault(value)?.OpType == "DynamicQuantizeLinear")
        {
            _others.Add(scale.Name);
        }
    }

    private void Exclude(NodeProto node, int[] inputs) => _others.UnionWith(
        inputs.Select(input => Constant(node.InputAt(input))).OfType<OnnxTensor>().Select(tensor => tensor.Name));

    /// <summary>The constant behind a value, through what only picks from it or rearranges it.</summary>
    private OnnxTensor? Constant(string? value)
    {
        for (int steps = 0; value is not null && steps < MostSteps; steps++)
        {
            if (_graph.Initializers.TryGetValue(value, out OnnxTensor? tensor))
            {
                return tensor;
            }

            value = _producers.GetValueOrDefault(value) is { } node && Rearranging.Contains(node.OpType)
                ? node.InputAt(0)
                : null;
        }

        return null;
    }

    private static (WeightPrecision Precision, long Count) Quantized(NodeProto node, OnnxTensor weight)
    {
        if (!Unpacking.Contains(node.OpType) || weight.Type.Bits() != 8)
        {
            return (PrecisionOf(weight.Type), weight.Count);
        }

        long bits = node.Int(node.OpType == "QMoE" ? "expert_weight_bits" : "bits", 4);
        WeightPrecision precision = bits switch
        {
            4 => WeightPrecision.FourBit,
            8 => WeightPrecision.Int8,
            _ => WeightPrecision.Other,
        };

        // Rows are filled up to whole blocks, and K and N say what is behind that.
        long stored = weight.Count * 8 / Math.Clamp(bits, 1, 8);
        long learned = node.Int("K", 0) * node.Int("N", 0);
        return (precision, learned > 0 ? Math.Min(learned, stored) : stored);
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

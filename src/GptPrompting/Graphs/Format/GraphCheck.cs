namespace GptPrompting.Graphs.Format;

/// <summary>What every reader of a graph relies on.</summary>
internal static class GraphCheck
{
    // How many inputs an operator has at least, of those that are looked at more closely.
    private static readonly Dictionary<string, int> FewestInputs = new()
    {
        ["MatMul"] = 2,
        ["Gemm"] = 2,
        ["MatMulInteger"] = 2,
        ["MatMulNBits"] = 3,
        ["DynamicQuantizeMatMul"] = 3,
        ["MatMulIntegerToFloat"] = 4,
        ["DynamicQuantizeLinear"] = 1,
        ["Gather"] = 2,
        ["Reshape"] = 1,
        ["Slice"] = 1,
        ["Concat"] = 1,
        ["Transpose"] = 1,
        ["Squeeze"] = 1,
        ["Unsqueeze"] = 1,
        ["Flatten"] = 1,
        ["Identity"] = 1,
        ["Cast"] = 1,
        ["Softmax"] = 1,
        ["Tanh"] = 1,
        ["Add"] = 2,
        ["Sub"] = 2,
        ["Mul"] = 2,
        ["Div"] = 2,
    };

    /// <exception cref="ModelFormatException">A part has no name, or two values have the same.</exception>
    public static void Check(ModelProto model, string path)
    {
        if (model.Graph.Node.Count == 0 || model.Graph.Output.Count == 0)
        {
            throw new ModelFormatException(path, "this is no ONNX file, or a damaged one: its graph computes nothing");
        }

        if (model.OpsetImport.Count == 0)
        {
            throw new ModelFormatException(path, "the graph does not say which operators it means (opset_import)");
        }

        if (model.Graph.Node.Any(node => node.OpType.Length == 0))
        {
            throw new ModelFormatException(path, "this is no ONNX file, or a damaged one: a node has no operator");
        }

        NodeProto? broken = model.Graph.Node.FirstOrDefault(node => node.Output.Count == 0
            || node.Input.Count < FewestInputs.GetValueOrDefault(node.OpType));
        if (broken is not null)
        {
            throw new ModelFormatException(path, "this is no ONNX file, or a damaged one: a node "
                + $"{broken.OpType} has {broken.Input.Count} inputs and {broken.Output.Count} outputs");
        }

        CheckInnerWeights(model.Graph, path);
        var names = new HashSet<string>();
        foreach (string output in model.Graph.Node.SelectMany(node => node.Output))
        {
            if (output.Length > 0 && !names.Add(output))
            {
                throw new ModelFormatException(path, $"two nodes give the value '{output}'");
            }
        }
    }

    /// <summary>Constants and weights of graphs in the graph may lie in files too, and nowhere else either.</summary>
    private static void CheckInnerWeights(GraphProto graph, string path)
    {
        foreach (AttributeProto attribute in OnnxGraph.AllNodes(graph).SelectMany(node => node.Attribute))
        {
            GraphProto[] graphs = attribute.G is { } body ? [.. attribute.Graphs, body] : [.. attribute.Graphs];
            foreach (TensorProto tensor in graphs.SelectMany(inner => inner.Initializer)
                .Concat(attribute.Tensors).Append(attribute.T)
                .Where(tensor => tensor?.DataLocation == TensorProto.Types.DataLocation.External))
            {
                TensorReader.Read(tensor, null, path);
            }
        }
    }
}

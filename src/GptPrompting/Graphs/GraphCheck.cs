namespace GptPrompting.Graphs;

/// <summary>What every reader of a graph relies on.</summary>
internal static class GraphCheck
{
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

        var names = new HashSet<string>();
        foreach (string output in model.Graph.Node.SelectMany(node => node.Output))
        {
            if (output.Length > 0 && !names.Add(output))
            {
                throw new ModelFormatException(path, $"two nodes give the value '{output}'");
            }
        }
    }
}

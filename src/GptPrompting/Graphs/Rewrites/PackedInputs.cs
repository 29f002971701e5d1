using GptPrompting.Graphs.Format;

namespace GptPrompting.Graphs.Rewrites;

/// <summary>The inputs of the packed form, <see cref="AttentionForm.Packed"/>.</summary>
internal static class PackedInputs
{
    public const string Bias = "attention_bias";
    public const string LastSlot = "seqlens_k";
    public const string Total = "total_sequence_length";
    public const string Capacity = "capacity";

    /// <exception cref="RewriteRefusal">The graph has an input of one of these names.</exception>
    public static void RequireFree(GraphDraft draft)
    {
        string[] taken = [Bias, LastSlot, Total];
        if (draft.Inputs.FirstOrDefault(input => taken.Contains(input.Name)) is { } present)
        {
            throw new RewriteRefusal($"the graph has an input '{present.Name}' already");
        }
    }

    /// <summary>Puts the inputs in the place of the mask, and gives the caches their shape.</summary>
    public static void Describe(GraphDraft draft, DecoderNames names)
    {
        GraphProto graph = draft.Model.Graph;
        if (draft.FindInput(names.Mask) is { } mask)
        {
            graph.Input.Remove(mask);
        }

        var one = new OnnxDimension(1, null);
        var tokens = new OnnxDimension(null, "sequence_length");
        graph.Input.Add(Values.Tensor(Bias, ElementType.Float, one, one, tokens, new OnnxDimension(null, Total)));
        graph.Input.Add(Values.Tensor(LastSlot, ElementType.Int32, one));
        graph.Input.Add(Values.Tensor(Total, ElementType.Int32));
        NodeProto[] attention = [.. draft.Nodes.Where(node => node.OpType == "GroupQueryAttention")];
        Dictionary<string, NodeProto> caches = attention
            .SelectMany(node => node.Input.Skip(3).Take(2).Concat(node.Output.Skip(1)).Select(name => (name, node)))
            .ToDictionary(pair => pair.name, pair => pair.node);
        foreach (ValueInfoProto value in graph.Input.Concat(graph.Output))
        {
            if (caches.ContainsKey(value.Name) && value.Type?.TensorType?.Shape is { Dim.Count: 4 } shape)
            {
                shape.Dim[0] = new TensorShapeProto.Types.Dimension { DimValue = 1 };
                shape.Dim[2] = new TensorShapeProto.Types.Dimension { DimParam = Capacity };
            }
        }
    }
}

namespace GptPrompting.Graphs;

/// <summary>
/// Replaces each block of attention by one <c>GroupQueryAttention</c> whose past and present are one buffer, and whose
/// bias says which token sees which; masks and what they were made from fall away.
/// </summary>
/// <remarks>
/// This is the packed form: <c>input_ids</c> and <c>position_ids</c> [1, s], <c>attention_bias</c> [1, 1, s, total],
/// <c>seqlens_k</c> int32 [1] = total - 1, <c>total_sequence_length</c> int32 scalar, caches [1, heads, capacity, d].
/// </remarks>
internal static class FusedAttentionRewrite
{
    public const string Bias = "attention_bias";
    public const string LastSlot = "seqlens_k";
    public const string Total = "total_sequence_length";
    public const string Capacity = "capacity";

    private const string Contributed = "com.microsoft";

    /// <exception cref="RewriteRefusal">Attention is not proved causal, or the graph needs what falls away.</exception>
    public static void Apply(GraphDraft draft, DecoderNames names, int contextLength)
    {
        if (draft.Nodes.Any(node => node.HasSubgraph()))
        {
            throw new RewriteRefusal("the graph has branches or loops");
        }

        var probes = new ProbeSet(draft, names, contextLength);
        IReadOnlyList<AttentionBlock> blocks = AttentionBlock.FindAll(draft, probes.Probes[0]);
        string[] taken = [Bias, LastSlot, Total];
        if (draft.Inputs.FirstOrDefault(input => taken.Contains(input.Name)) is { } present)
        {
            throw new RewriteRefusal($"the graph has an input '{present.Name}' already");
        }

        // All proofs before all changes: a proof looks at the graph as it was.
        var layout = new HeadLayout(draft, probes);
        FusedAttention[] plans = [.. blocks.Select(block => FusedAttention.Plan(draft, probes, layout, block))];
        Array.ForEach(plans, plan => Replace(draft, plan));
        PositionInputs.Free(draft, probes, names);
        Describe(draft, names, blocks);
    }

    private static void Replace(GraphDraft draft, FusedAttention plan)
    {
        AttentionShape shape = plan.Shape;
        string attended = draft.NewName("attention");
        NodeProto node = draft.Add("GroupQueryAttention",
            [
                ByTokens(draft, plan.Query, shape.Heads, shape.HeadSize),
                ByTokens(draft, plan.Key, shape.KeyValueHeads, shape.HeadSize),
                ByTokens(draft, plan.Value, shape.KeyValueHeads, shape.HeadSize),
                plan.Block.PastKey, plan.Block.PastValue, LastSlot, Total, "", "", "", Bias,
            ], attended, Contributed);
        node.Attribute.Add(Attributes.Int("num_heads", shape.Heads));
        node.Attribute.Add(Attributes.Int("kv_num_heads", shape.KeyValueHeads));
        node.Attribute.Add(Attributes.Float("scale", (float)plan.Scale));
        GivePresents(draft, plan.Block, node);
        draft.Producer(plan.Output)!.Output[0] = draft.NewName("replaced");
        draft.Add("Reshape", [attended, draft.AddIntegers("shape", plan.OutputShape)], plan.Output);
    }

    /// <summary>Queries, keys or values as [1, s, heads * d].</summary>
    private static string ByTokens(GraphDraft draft, FusedAttention.Operand operand, int heads, int size)
    {
        string value = operand.Name;
        if (!operand.IsByTokens)
        {
            string ranked = draft.NewName("heads");
            value = draft.NewName("tokens");
            draft.Add("Reshape", [operand.Name, draft.AddIntegers("shape", 1, heads, -1, size)], ranked);
            draft.Add("Transpose", [ranked], value).Attribute.Add(Attributes.Ints("perm", 0, 2, 1, 3));
        }

        if (operand.IsFlat)
        {
            return value;
        }

        string flat = draft.NewName("tokens");
        draft.Add("Reshape", [value, draft.AddIntegers("shape", 1, -1, heads * size)], flat);
        return flat;
    }

    /// <summary>The graph's present outputs become the node's own.</summary>
    private static void GivePresents(GraphDraft draft, AttentionBlock block, NodeProto attention)
    {
        foreach (NodeProto cache in new[] { block.Keys, block.Values })
        {
            string present = PresentOf(draft, cache.Output[0]);
            attention.Output.Add(present);
            NodeProto giver = draft.Producer(present)!;
            giver.Output[giver.Output.IndexOf(present)] = draft.NewName("replaced");
            if (ReferenceEquals(giver, cache))
            {
                // What still reads the concatenation is about to fall away, or is found to read what it must not.
                draft.Redirect(present, cache.Output[0], except: attention);
            }
        }
    }

    private static string PresentOf(GraphDraft draft, string cache)
    {
        for (int steps = 0; steps < 3; steps++)
        {
            if (draft.IsOutput(cache))
            {
                return cache;
            }

            cache = draft.Readers(cache).FirstOrDefault(reader => reader.OpType == "Identity")?.Output[0] ?? "";
        }

        throw new RewriteRefusal("a cache is no output of the graph");
    }

    /// <summary>The inputs of the packed form instead of the mask.</summary>
    private static void Describe(GraphDraft draft, DecoderNames names, IReadOnlyList<AttentionBlock> blocks)
    {
        GraphProto graph = draft.Model.Graph;
        if (draft.FindInput(names.Mask) is { } mask)
        {
            graph.Input.Remove(mask);
        }

        var one = new OnnxDimension(1, null);
        var total = new OnnxDimension(null, Total);
        var tokens = new OnnxDimension(null, "sequence_length");
        graph.Input.Add(Values.Tensor(Bias, ElementType.Float, one, one, tokens, total));
        graph.Input.Add(Values.Tensor(LastSlot, ElementType.Int32, one));
        graph.Input.Add(Values.Tensor(Total, ElementType.Int32));
        HashSet<string> caches = [.. blocks.SelectMany(block => new[] { block.PastKey, block.PastValue })];
        caches.UnionWith(draft.Nodes
            .Where(node => node.OpType == "GroupQueryAttention").SelectMany(node => node.Output.Skip(1)));
        foreach (ValueInfoProto cache in graph.Input.Concat(graph.Output).Where(value => caches.Contains(value.Name)))
        {
            TensorShapeProto? shape = cache.Type.TensorType.Shape;
            if (shape is { Dim.Count: 4 })
            {
                shape.Dim[0] = new TensorShapeProto.Types.Dimension { DimValue = 1 };
                shape.Dim[2] = new TensorShapeProto.Types.Dimension { DimParam = Capacity };
            }
        }

        Opsets.Require(draft.Model, Contributed);
    }
}

using GptPrompting.Graphs.Format;
using GptPrompting.Graphs.Probing;

namespace GptPrompting.Graphs.Rewrites;

/// <summary>Replaces each block of attention by one operator; masks and what they were made from fall away.</summary>
internal sealed class FusedAttentionRewrite
{
    private const string Contributed = "com.microsoft";

    private readonly GraphDraft _draft;
    private readonly DecoderNames _names;
    private readonly AttentionForm _form;
    private readonly Dictionary<string, string> _shapes = [];

    private FusedAttentionRewrite(GraphDraft draft, DecoderNames names, AttentionForm form) =>
        (_draft, _names, _form) = (draft, names, form);

    /// <exception cref="RewriteRefusal">Attention is not proved causal, or does not fit the form.</exception>
    public static void Apply(GraphDraft draft, DecoderNames names, int contextLength, AttentionForm form)
    {
        if (draft.Nodes.Any(node => node.HasSubgraph()))
        {
            throw new RewriteRefusal("the graph has branches or loops");
        }

        if (draft.FindInput(names.TokenIds) is null)
        {
            throw new RewriteRefusal($"the graph has no input '{names.TokenIds}'");
        }

        var probes = new ProbeSet(draft, names, contextLength, isBatched: form == AttentionForm.Batched);
        var layout = new HeadLayout(draft, probes);

        // All proofs before all changes: a proof looks at the graph as it was.
        FusedAttention[] plans = [.. AttentionBlock.FindAll(draft, probes.Probes[0])
            .Select(block => FusedAttention.Plan(draft, probes, layout, block))];
        new FusedAttentionRewrite(draft, names, form).Replace(plans, probes);
        Opsets.Require(draft.Model, Contributed);
        draft.Finish();
    }

    private void Replace(FusedAttention[] plans, ProbeSet probes)
    {
        if (_form == AttentionForm.Packed)
        {
            PackedInputs.RequireFree(_draft);
            Array.ForEach(plans, plan => Replace(plan, PackedInputs.Bias));
            PositionInputs.Free(_draft, probes, _names);
            PackedInputs.Describe(_draft, _names);
        }
        else
        {
            string bias = MaskBias.Add(_draft, _names);
            Array.ForEach(plans, plan => Replace(plan, bias));
        }
    }

    private void Replace(FusedAttention plan, string bias)
    {
        AttentionShape shape = plan.Shape;
        RequireFit(shape);
        (string query, string key, string value) = Operands(plan);
        (string pastKey, string pastValue) = (plan.Block.PastKey, plan.Block.PastValue);
        string attended = Attended(plan);
        NodeProto node = _form == AttentionForm.Batched
            ? _draft.Add("MultiHeadAttention",
                [query, key, value, "", "", bias, pastKey, pastValue], attended, Contributed)
            : _draft.Add("GroupQueryAttention",
                [
                    query, key, value, pastKey, pastValue, PackedInputs.LastSlot, PackedInputs.Total, "", "", "", bias,
                ], attended, Contributed);
        node.Attribute.Add(Attributes.Int("num_heads", shape.Heads));
        node.Attribute.Add(Attributes.Float("scale", (float)plan.Scale));
        if (_form == AttentionForm.Packed)
        {
            node.Attribute.Add(Attributes.Int("kv_num_heads", shape.KeyValueHeads));
        }

        GivePresents(plan.Block, node);
    }

    /// <summary>What the operator's result [b, s, heads * d] is called; it takes the place of the block's.</summary>
    private string Attended(FusedAttention plan)
    {
        _draft.Producer(plan.Output)!.Output[0] = _draft.NewName("replaced");
        (long[] rest, bool isSplit) = plan.OutputShape;
        if (isSplit && rest is [_])
        {
            return plan.Output;
        }

        string attended = _draft.NewName("attention");
        string output = isSplit ? RowShape(rest) : _draft.AddIntegers("shape", [-1, .. rest]);
        _draft.Add("Reshape", [attended, output], plan.Output);
        return attended;
    }

    private (string Query, string Key, string Value) Operands(FusedAttention plan)
    {
        if (_form == AttentionForm.Packed && Together(plan) is string together)
        {
            return (together, "", "");
        }

        AttentionShape shape = plan.Shape;
        return (ByTokens(plan.Query, shape.Heads, shape.HeadSize),
            ByTokens(plan.Key, shape.KeyValueHeads, shape.HeadSize),
            ByTokens(plan.Value, shape.KeyValueHeads, shape.HeadSize));
    }

    /// <summary>
    /// Queries, keys and values side by side, [b, s, (heads + 2 kv_heads) * d], where they are split from that.
    /// </summary>
    private string? Together(FusedAttention plan)
    {
        FusedAttention.Operand[] parts = [plan.Query, plan.Key, plan.Value];
        return parts.All(part => part.IsFlat)
            && _draft.Producer(parts[0].Name) is { OpType: "Split" } split && split.Int("axis", 0) is (2 or -1)
            && split.Output.SequenceEqual(parts.Select(part => part.Name))
            ? split.Input[0]
            : null;
    }

    private void RequireFit(AttentionShape shape)
    {
        if (_form == AttentionForm.Packed && shape.HeadSize % 8 != 0)
        {
            throw new RewriteRefusal($"heads have the size {shape.HeadSize}, which is no multiple of 8");
        }

        if (_form == AttentionForm.Batched && shape.Heads != shape.KeyValueHeads)
        {
            throw new RewriteRefusal(
                $"there are {shape.Heads} heads of queries and {shape.KeyValueHeads} of keys and values");
        }
    }

    /// <summary>Queries, keys or values as [b, s, heads * d].</summary>
    private string ByTokens(FusedAttention.Operand operand, int heads, int size)
    {
        string value = operand.Name;
        if (!operand.IsByTokens)
        {
            value = _draft.NewName("tokens");
            string ranked = _form == AttentionForm.Packed ? Ranked(operand.Name, heads, size) : operand.Name;
            _draft.Add("Transpose", [ranked], value).Attribute.Add(Attributes.Ints("perm", 0, 2, 1, 3));
        }

        if (operand.IsFlat)
        {
            return value;
        }

        string flat = _draft.NewName("tokens");
        _draft.Add("Reshape", [value, RowShape([heads * size])], flat);
        return flat;
    }

    // One sequence: its heads may have been taken for a batch.
    private string Ranked(string value, int heads, int size)
    {
        string ranked = _draft.NewName("heads");
        _draft.Add("Reshape", [value, _draft.AddIntegers("shape", 1, heads, -1, size)], ranked);
        return ranked;
    }

    /// <summary>The shape [b, s, ...], computed once for all that have it.</summary>
    private string RowShape(long[] rest)
    {
        if (_form == AttentionForm.Packed)
        {
            return _draft.AddIntegers("shape", [1, -1, .. rest]);
        }

        string key = string.Join(',', rest);
        if (!_shapes.TryGetValue(key, out string? shape))
        {
            string tokens = _draft.NewName("token_shape");
            shape = _shapes[key] = _draft.NewName("shape");
            _draft.Add("Shape", [_names.TokenIds], tokens);
            _draft.Add("Concat", [tokens, _draft.AddIntegers("rest", rest)], shape)
                .Attribute.Add(Attributes.Int("axis", 0));
        }

        return shape;
    }

    /// <summary>The graph's present outputs become the node's own.</summary>
    private void GivePresents(AttentionBlock block, NodeProto attention)
    {
        foreach (NodeProto cache in new[] { block.Keys, block.Values })
        {
            string present = PresentOf(cache.Output[0]);
            attention.Output.Add(present);
            NodeProto giver = _draft.Producer(present)!;
            giver.Output[giver.Output.IndexOf(present)] = _draft.NewName("replaced");
            if (ReferenceEquals(giver, cache) && _form == AttentionForm.Packed)
            {
                // What still reads the concatenation falls away, or is found to read what it must not.
                _draft.Redirect(present, cache.Output[0], except: attention);
            }
        }
    }

    private string PresentOf(string cache)
    {
        for (int steps = 0; steps < 3; steps++)
        {
            if (_draft.IsOutput(cache))
            {
                return cache;
            }

            cache = _draft.Readers(cache).FirstOrDefault(reader => reader.OpType == "Identity")?.Output[0] ?? "";
        }

        throw new RewriteRefusal("a cache is no output of the graph");
    }
}

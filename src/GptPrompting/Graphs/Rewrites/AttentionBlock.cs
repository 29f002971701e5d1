using GptPrompting.Graphs.Format;
using GptPrompting.Graphs.Probing;

namespace GptPrompting.Graphs.Rewrites;

/// <summary>The nodes of one layer's attention, found by following the scores from a softmax.</summary>
/// <param name="Softmax">Over the scores.</param>
/// <param name="ScoreProduct">Queries by transposed keys.</param>
/// <param name="ValueProduct">Attention weights by values.</param>
/// <param name="Keys">Concat of past and new keys, [b, heads, t, d].</param>
/// <param name="Values">Concat of past and new values, [b, heads, t, d].</param>
internal sealed record AttentionBlock(
    NodeProto Softmax, NodeProto ScoreProduct, NodeProto ValueProduct, NodeProto Keys, NodeProto Values)
{
    public string PastKey => Keys.Input[0];

    public string PastValue => Values.Input[0];

    /// <summary>Every block of a graph, one for each pair of caches.</summary>
    /// <exception cref="RewriteRefusal">There is none, or a cache or softmax belongs to none.</exception>
    public static IReadOnlyList<AttentionBlock> FindAll(GraphDraft draft, GraphProbe probe)
    {
        HashSet<string> pasts =
            [.. draft.Inputs.Select(OnnxValue.From).Where(ProbeInputs.IsPast).Select(input => input.Name)];
        NodeProto[] softmaxes = [.. draft.Nodes.Where(node => node.OpType == "Softmax")];
        if (pasts.Count == 0)
        {
            throw new RewriteRefusal("the graph has no key-value cache with heads and their size given");
        }

        if (softmaxes.Length == 0)
        {
            throw new RewriteRefusal("the graph has no softmax; its attention is fused in another way");
        }

        AttentionBlock[] blocks = [.. softmaxes.Select(softmax => Find(draft, probe, softmax, pasts))];
        pasts.ExceptWith(blocks.SelectMany(block => new[] { block.PastKey, block.PastValue }));
        return pasts.Count == 0
            ? blocks
            : throw new RewriteRefusal($"'{pasts.First()}' is read by no attention that is known here");
    }

    private static AttentionBlock Find(GraphDraft draft, GraphProbe probe, NodeProto softmax, HashSet<string> pasts)
    {
        NodeProto scores = Back(draft, probe, softmax.Input[0], node => node.OpType == "MatMul", "a matrix product");
        NodeProto weighted = Forward(draft, softmax.Output[0]);
        NodeProto keys = Back(draft, probe, scores.Input[1], IsCache, "a concatenation with past keys");
        NodeProto values = Back(draft, probe, weighted.Input[1], IsCache, "a concatenation with past values");
        return new AttentionBlock(softmax, scores, weighted, keys, values);

        bool IsCache(NodeProto node) => node is { OpType: "Concat", Input.Count: 2 } && pasts.Contains(node.Input[0]);
    }

    /// <summary>Follows, from node to node, the one operand that does not follow from shapes and masks alone.</summary>
    private static NodeProto Back(
        GraphDraft draft, GraphProbe probe, string value, Func<NodeProto, bool> isFound, string wanted)
    {
        for (int steps = 0; steps < 40; steps++)
        {
            NodeProto node = draft.Producer(value)
                ?? throw new RewriteRefusal($"'{value}' does not come from {wanted}");
            if (isFound(node))
            {
                return node;
            }

            string[] open =
                [.. node.Input.Where(input => input.Length > 0 && probe.Find(input) is not { HasValues: true })];
            value = open is [string single]
                ? single
                : throw new RewriteRefusal($"{node.OpType} '{value}' stands where {wanted} was expected");
        }

        throw new RewriteRefusal($"no {wanted} lies before '{value}'");
    }

    /// <summary>The product that reads the attention weights, straight or through what keeps them.</summary>
    private static NodeProto Forward(GraphDraft draft, string value)
    {
        for (int steps = 0; steps < 10; steps++)
        {
            if (draft.IsOutput(value))
            {
                throw new RewriteRefusal($"the attention weights '{value}' are an output of the graph");
            }

            NodeProto[] readers = [.. draft.Readers(value).Where(reader => reader.OpType != "IsNaN")];
            if (readers is not [NodeProto reader])
            {
                break;
            }

            if (reader.OpType == "MatMul" && reader.Input[0] == value)
            {
                return reader;
            }

            value = reader.Output[0];
        }

        throw new RewriteRefusal($"the attention weights '{value}' are used in a way that is not known");
    }
}

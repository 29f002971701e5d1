using GptPrompting.Graphs.Format;
using GptPrompting.Graphs.Probing;

namespace GptPrompting.Graphs.Rewrites;

/// <summary>Finds the matrix product that makes the logits, behind operators that treat each row by itself.</summary>
internal static class LogitsPath
{
    /// <returns>
    /// The node whose first input is the hidden states, and the reshapes behind it, which only split rows into batches.
    /// </returns>
    /// <exception cref="RewriteRefusal">The logits are made in a way that is not known here.</exception>
    public static (NodeProto Product, List<NodeProto> Reshapes) Find(GraphDraft draft, GraphProbe probe, string logits)
    {
        var reshapes = new List<NodeProto>();
        for (string value = logits; ;)
        {
            NodeProto node = draft.Producer(value) ?? throw new RewriteRefusal("the logits are no node's output");
            if (value != logits && (draft.Readers(value).Count > 1 || draft.IsOutput(value)))
            {
                throw new RewriteRefusal($"'{value}', from which the logits are made, is used elsewhere too");
            }

            switch (node.OpType)
            {
                case "MatMul" or "Gemm" or "MatMulNBits" or "DynamicQuantizeMatMul":
                    RefuseBatchedWeight(probe, node);
                    return (node, reshapes);
                case "MatMulInteger" or "MatMulIntegerToFloat":
                    return (Quantizer(draft, node), reshapes);
                case "Reshape":
                    reshapes.Add(KeepingRows(probe, node));
                    value = node.Input[0];
                    break;
                case "Slice":
                    reshapes.Add(TakingAll(probe, node));
                    value = node.Input[0];
                    break;
                case "Cast" or "Identity" or "Tanh":
                    value = node.Input[0];
                    break;
                case "Add" or "Sub" or "Mul" or "Div":
                    value = RowOperand(probe, node);
                    break;
                default:
                    throw new RewriteRefusal($"the logits come from {node.OpType}, not from a matrix product");
            }
        }
    }

    private static void RefuseBatchedWeight(GraphProbe probe, NodeProto node)
    {
        if (node.OpType is "MatMul" && probe.Find(node.Input[1]) is not { Shape.Length: 2 })
        {
            throw new RewriteRefusal("the last matrix product has no matrix on its right");
        }

        if (node.OpType is "Gemm" && (node.Int("transA", 0) != 0
            || (node.InputAt(2) is string bias && probe.Find(bias) is not { Shape: [_] or [] or [1, _] })))
        {
            throw new RewriteRefusal("the last matrix product transposes the hidden states or adds to single rows");
        }
    }

    private static NodeProto Quantizer(GraphDraft draft, NodeProto node) =>
        draft.Producer(node.Input[0]) is { OpType: "DynamicQuantizeLinear" } quantizer
            && draft.Readers(quantizer.Output[0]).Count == 1
            ? quantizer
            : throw new RewriteRefusal("the hidden states of the last matrix product are quantised for others too");

    private static NodeProto KeepingRows(GraphProbe probe, NodeProto node) =>
        probe.Find(node.Input[0]) is { Shape: [3, long columns] } && probe.Find(node.Output[0]) is { } whole
            && whole.Shape is [1, 3, long same] && columns == same
            ? node
            : throw new RewriteRefusal("the logits are reshaped in a way that is not known");

    private static NodeProto TakingAll(GraphProbe probe, NodeProto node) =>
        probe.Find(node.Input[0]) is { } whole && probe.Find(node.Output[0]) is { } part
            && part.Shape.SequenceEqual(whole.Shape)
            ? node
            : throw new RewriteRefusal("the graph gives logits of certain rows only");

    /// <summary>Of two operands the one that has rows; the other must be the same for all rows.</summary>
    private static string RowOperand(GraphProbe probe, NodeProto node)
    {
        bool[] hasRows = [.. node.Input.Select(input => probe.Find(input) is not { Shape: [] or [_] or [1, _] })];
        return hasRows is [true, false] ? node.Input[0]
            : hasRows is [false, true] && node.OpType is ("Add" or "Mul") ? node.Input[1]
            : throw new RewriteRefusal($"{node.OpType} behind the last matrix product does not treat all rows alike");
    }
}

using GptPrompting.Graphs.Format;
using GptPrompting.Graphs.Probing;

namespace GptPrompting.Graphs.Rewrites;

/// <summary>
/// Lets matrix products take rows as the rest of the graph has them, [b, s, n], where an exporter brought them into
/// [b * s, n] before each product and back behind it, and computed the shapes for that anew in every pass.
/// </summary>
/// <remarks>
/// Gemm becomes MatMul and Add. That takes up to a sixteenth off a decoding step of GPT-2 small, and nothing off
/// prefill.
/// </remarks>
internal sealed class ProductRewrite
{
    private readonly GraphDraft _draft;
    private readonly ProbeSet _probes;

    private ProductRewrite(GraphDraft draft, ProbeSet probes) => (_draft, _probes) = (draft, probes);

    /// <returns>How many products and shapes were changed.</returns>
    public static int Apply(GraphDraft draft, ProbeSet probes)
    {
        var rewrite = new ProductRewrite(draft, probes);
        int products = draft.Nodes.Where(node => node.OpType == "Gemm").ToArray().Count(rewrite.TryReplace);
        int shapes = ReshapeRewrite.Apply(draft, probes);
        draft.Finish();
        return products + shapes;
    }

    private bool TryReplace(NodeProto gemm)
    {
        if (!IsPlain(gemm) || _draft.Producer(gemm.Input[0]) is not { OpType: "Reshape" } before
            || RowsOf(gemm, before) is not string rows)
        {
            return false;
        }

        string result = _draft.NewName("product");
        _draft.Add("MatMul", [rows, gemm.Input[1]], result);
        if (gemm.InputAt(2) is string bias)
        {
            string sum = _draft.NewName("sum");
            _draft.Add("Add", [result, bias], sum);
            result = sum;
        }

        foreach (NodeProto behind in _draft.Readers(gemm.Output[0]))
        {
            _draft.Redirect(behind.Output[0], result);
        }

        return true;
    }

    private bool IsPlain(NodeProto gemm) => gemm.Int("transA", 0) == 0 && gemm.Int("transB", 0) == 0
        && IsOne(gemm, "alpha") && IsOne(gemm, "beta")
        && (gemm.InputAt(2) is not string bias
            || _draft.Constants.GetValueOrDefault(bias) is { Dimensions: [_] });

    private static bool IsOne(NodeProto node, string attribute) => (node.Find(attribute)?.F ?? 1) == 1;

    /// <summary>What is reshaped before a product; null where that, or what is behind it, does more.</summary>
    private string? RowsOf(NodeProto gemm, NodeProto before)
    {
        string rows = before.Input[0];
        string product = gemm.Output[0];
        IReadOnlyList<NodeProto> behind = _draft.Readers(product);
        bool isKnown = behind.Count > 0 && !_draft.IsOutput(product)
            && IsSplitOf(rows, gemm.Input[0])
            && behind.All(node => node.OpType == "Reshape" && node.Input[0] == product
                && !_draft.IsOutput(node.Output[0]) && IsSplitOf(node.Output[0], product));
        return isKnown ? rows : null;
    }

    /// <summary>Whether one value is [b, s, n] and the other [b * s, n], whatever b and s are.</summary>
    private bool IsSplitOf(string split, string merged)
    {
        for (int i = 0; i < _probes.Cases.Count; i++)
        {
            (int b, int s) = (_probes.Cases[i].Batch, _probes.Cases[i].Count);
            if (_probes.Probes[i].Find(merged)?.Shape is not [long count, long width] || count != b * s
                || _probes.Probes[i].Find(split)?.Shape is not [long x, long y, long same] || x != b || y != s
                || same != width)
            {
                return false;
            }
        }

        return true;
    }
}

using GptPrompting.Graphs.Format;
using GptPrompting.Graphs.Probing;

namespace GptPrompting.Graphs.Rewrites;

/// <summary>Makes a decoder give the states that its logits are computed from.</summary>
internal static class HiddenStateRewrite
{
    /// <summary>The added output, [b, s, width] in float32, called as Hugging Face calls it.</summary>
    public const string Output = "last_hidden_state";

    /// <exception cref="RewriteRefusal">The logits are made in a way that is not known here.</exception>
    public static RewrittenGraph Apply(
        OnnxGraph graph, DecoderNames names, WeightFormat weights = WeightFormat.AsTheyAre)
    {
        var draft = new GraphDraft(graph);
        draft.Finish();
        WantedRowsRewrite.FixRowCounts(draft, names);
        GraphProbe probe = ProbeInputs.Try(draft, names, new ProbeCase(Past: 0, Count: 3));
        (NodeProto product, _) = LogitsPath.Find(draft, probe, names.Logits);
        string hidden = WantedRowsRewrite.BeforeWanted(draft, product.Input[0]);
        if (probe.Find(hidden) is { } known && known.Shape is not [1, 3, _])
        {
            throw new RewriteRefusal("the hidden states before the last matrix product are not [b, s, d]");
        }

        draft.Add("Cast", [hidden], Output).Attribute.Add(Attributes.Int("to", (long)ElementType.Float));
        long? width = probe.Find(hidden)?.Shape[2];
        draft.Model.Graph.Output.Add(Values.Tensor(
            Output, ElementType.Float, new(null, "batch"), new(null, "length"), new(width, "width")));
        draft.Finish();
        if (weights != WeightFormat.AsTheyAre)
        {
            WeightRewrite.Apply(draft, weights);
        }

        return new RewrittenGraph(draft, [new RewriteStep("hidden states", NotAppliedBecause: null)]);
    }
}

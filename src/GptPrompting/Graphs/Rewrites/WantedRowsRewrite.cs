using GptPrompting.Graphs.Format;
using GptPrompting.Graphs.Probing;

namespace GptPrompting.Graphs.Rewrites;

/// <summary>
/// Computes logits for wanted rows only: a new input <c>rows</c> [n] (flat, b * s + t) picks hidden states before the
/// last matrix product, and the logits become [n, v].
/// </summary>
internal static class WantedRowsRewrite
{
    public const string Rows = "rows";

    /// <summary>Whether a graph's file has this form already.</summary>
    public static bool IsIn(OnnxGraph graph, DecoderNames names) =>
        graph.Inputs.Any(input => input is { Name: Rows, Type: ElementType.Int64, Dimensions.Count: 1 })
        && graph.Outputs.Any(output => output.Name == names.Logits && output.Dimensions is { Count: 2 })
        && graph.Model.Graph.Node.Where(node => node.Input.Contains(Rows)).ToArray()
            is [{ OpType: "Gather", Input: [_, Rows] }];

    /// <exception cref="RewriteRefusal">The logits are made in a way that is not known here.</exception>
    public static void Apply(GraphDraft draft, DecoderNames names)
    {
        if (draft.FindInput(Rows) is not null)
        {
            throw new RewriteRefusal($"the graph has an input '{Rows}' already");
        }

        FixRowCounts(draft, names);
        GraphProbe probe = ProbeInputs.Try(draft, names, new ProbeCase(Past: 0, Count: 3));
        ValueInfoProto logits = draft.Model.Graph.Output.FirstOrDefault(output => output.Name == names.Logits)
            ?? throw new RewriteRefusal($"the graph has no output '{names.Logits}'");
        (NodeProto product, List<NodeProto> reshapes) = LogitsPath.Find(draft, probe, logits.Name);
        string hidden = WholeHidden(draft, probe, product.Input[0]);
        bool isKnown = probe.Find(hidden)?.Shape is [1, 3, _] or [3, _];
        bool isPlain = probe.Find(hidden) is null && reshapes.Count == 0
            && OnnxValue.From(logits).Dimensions is { Count: 3 };
        if (!isKnown && !isPlain)
        {
            throw new RewriteRefusal("the hidden states before the last matrix product are not [b, s, d]");
        }

        string flat = draft.NewName("hidden");
        string wanted = draft.NewName("wanted");
        draft.Add("Flatten", [hidden], flat).Attribute.Add(Attributes.Int("axis", -1));
        draft.Add("Gather", [flat, Rows], wanted).Attribute.Add(Attributes.Int("axis", 0));
        product.Input[0] = wanted;
        foreach (NodeProto reshape in reshapes)
        {
            reshape.OpType = "Identity";
            reshape.Attribute.Clear();
            while (reshape.Input.Count > 1)
            {
                reshape.Input.RemoveAt(1);
            }
        }

        if (logits.Type?.TensorType is not { } described)
        {
            throw new RewriteRefusal("the graph does not say of which type the logits are");
        }

        long? columns = OnnxValue.From(logits).Dimensions is [.., { Size: long size }] ? size : null;
        draft.Model.Graph.Input.Add(Values.Tensor(Rows, ElementType.Int64, new OnnxDimension(null, Rows)));
        logits.Type = Values.Tensor(
            "", (ElementType)described.ElemType, new(null, Rows), new(columns, "vocabulary")).Type;
        draft.Finish();
    }

    /// <summary>The hidden states of all rows, where a value holds those of wanted ones.</summary>
    public static string BeforeWanted(GraphDraft draft, string hidden) =>
        draft.Producer(hidden) is { OpType: "Gather", Input: [var flat, Rows] }
            && draft.Producer(flat) is { OpType: "Flatten" } flatten
            ? flatten.Input[0]
            : hidden;

    /// <summary>Where a graph can be told how many last rows are wanted, it is told that all are.</summary>
    internal static void FixRowCounts(GraphDraft draft, DecoderNames names)
    {
        foreach (ValueInfoProto input in draft.Inputs.Where(input => names.RowCounts.Contains(input.Name)).ToArray())
        {
            long[] shape = [.. OnnxValue.From(input).Dimensions?.Select(dimension => dimension.Size ?? 1) ?? []];
            draft.Model.Graph.Input.Remove(input);
            draft.Constants[input.Name] =
                new OnnxTensor(input.Name, ElementType.Int64, shape, new MemoryTensorData(new byte[8]));
        }
    }

    /// <summary>Goes back over a slice that takes all rows.</summary>
    private static string WholeHidden(GraphDraft draft, GraphProbe probe, string hidden) =>
        draft.Producer(hidden) is { OpType: "Slice" } slice && probe.Find(slice.Input[0]) is { } whole
            && probe.Find(hidden) is { } part && part.Shape.SequenceEqual(whole.Shape)
            ? slice.Input[0]
            : hidden;
}

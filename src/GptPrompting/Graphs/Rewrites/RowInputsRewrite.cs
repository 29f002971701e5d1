using GptPrompting.Graphs.Format;
using GptPrompting.Graphs.Probing;

namespace GptPrompting.Graphs.Rewrites;

/// <summary>
/// Gives a packed graph the rows that its tokens and positions pick from tables, in the place of the tables: whoever
/// runs it reads these few from the file.
/// </summary>
/// <remarks>
/// ONNX Runtime maps a table that lies in a file into memory, and each page of it comes when it is first picked from.
/// Where pages are dear, as on some virtual machines, that made one step of decoding in thirty ten times as long.
/// </remarks>
internal static class RowInputsRewrite
{
    /// <param name="draft">The graph.</param>
    /// <param name="names">What it calls its inputs.</param>
    /// <param name="probes">Of the graph as it is.</param>
    /// <returns>The tables, each with the input that takes its rows.</returns>
    /// <exception cref="RewriteRefusal">There is no such table.</exception>
    public static IReadOnlyList<PickedTable> Apply(GraphDraft draft, DecoderNames names, ProbeSet probes)
    {
        var tables = new List<PickedTable>();
        foreach (NodeProto gather in draft.Nodes.Where(node => node.OpType == "Gather").ToArray())
        {
            string places = PlacesOf(draft, gather.Input[1]);
            if ((places == names.TokenIds || places == names.Positions) && GivesRows(draft, gather, probes)
                && FindTable(draft, gather.Input[0]) is { } table)
            {
                tables.Add(new PickedTable(Replace(draft, gather, table), table, places == names.Positions));
            }
        }

        if (tables.Count == 0)
        {
            throw new RewriteRefusal("neither tokens nor positions pick rows from a table that a file holds as it is");
        }

        draft.Finish();
        return tables;
    }

    /// <returns>The input that takes the rows.</returns>
    private static string Replace(GraphDraft draft, NodeProto gather, OnnxTensor table)
    {
        string rows = gather.Output[0];
        draft.Remove(gather);
        if (CastOf(draft, gather.Input[0]) is { } cast)
        {
            // The few rows, and not the table.
            rows = draft.NewName("rows");
            draft.Add("Cast", [rows], gather.Output[0]).Attribute.Add(cast.Attribute);
        }

        draft.Model.Graph.Input.Add(Values.Tensor(rows, table.Type,
            new OnnxDimension(1, null), new OnnxDimension(null, "sequence_length"),
            new OnnxDimension(table.Dimensions[1], null)));
        return rows;
    }

    /// <summary>A table, be it brought into another type or not; null where there is none that is worth it.</summary>
    private static OnnxTensor? FindTable(GraphDraft draft, string value)
    {
        string name = CastOf(draft, value)?.Input[0] ?? value;
        return draft.Constants.GetValueOrDefault(name)
            is { Dimensions.Count: 2, Data: FileTensorData or ComputedTensorData } table
            && table.Type.Bits() >= 8 && table.ByteLength > OnnxLimits.InlineBytes
            ? table
            : null;
    }

    private static NodeProto? CastOf(GraphDraft draft, string value) =>
        draft.Producer(value) is { OpType: "Cast" } cast ? cast : null;

    /// <summary>What integers are, before they were brought into another type or shape.</summary>
    private static string PlacesOf(GraphDraft draft, string value)
    {
        while (draft.Producer(value) is { } node && (node.OpType is "Identity" or "Reshape" || IsWideCast(node)))
        {
            value = node.Input[0];
        }

        return value;
    }

    private static bool IsWideCast(NodeProto node) => node.OpType == "Cast"
        && (ElementType)node.Int("to", 0) is ElementType.Int32 or ElementType.Int64;

    /// <summary>Whether a node gives rows of a table, [1, s, columns], whatever s is.</summary>
    private static bool GivesRows(GraphDraft draft, NodeProto gather, ProbeSet probes)
    {
        bool isInside = gather.Int("axis", 0) == 0 && !draft.IsOutput(gather.Output[0]);
        for (int i = 0; isInside && i < probes.Cases.Count; i++)
        {
            isInside = probes.Probes[i].Find(gather.Output[0])?.Shape is [1, long count, _]
                && count == probes.Cases[i].Count;
        }

        return isInside;
    }
}

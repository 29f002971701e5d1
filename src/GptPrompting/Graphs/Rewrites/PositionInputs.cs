using GptPrompting.Graphs.Format;
using GptPrompting.Graphs.Probing;

namespace GptPrompting.Graphs.Rewrites;

/// <summary>
/// Frees a graph whose attention was replaced from the mask and from the caches' lengths: positions that it computed
/// from them become an input, and tables are no longer cut to a length before positions pick from them.
/// </summary>
internal static class PositionInputs
{
    /// <exception cref="RewriteRefusal">The graph still needs the mask or a cache's length.</exception>
    public static void Free(GraphDraft draft, ProbeSet probes, DecoderNames names)
    {
        draft.Finish();
        string[] bound = Bound(draft, names);
        foreach (string value in bound.Where(value => IsPositions(probes, value, rank: 2)).ToArray())
        {
            draft.Redirect(value, PositionInput(draft, names));
        }

        foreach (string value in bound.Where(value => IsPositions(probes, value, rank: 1)).ToArray())
        {
            string flat = draft.NewName("positions");
            draft.Add("Reshape", [PositionInput(draft, names), draft.AddIntegers("shape", -1)], flat);
            draft.Redirect(value, flat);
        }

        draft.Finish();
        UncutTables(draft, probes, names);
        draft.Finish();
        HashSet<string> left = [.. Bound(draft, names)];
        if (draft.Nodes.FirstOrDefault(node => node.Output.Any(left.Contains)) is { } node)
        {
            throw new RewriteRefusal($"{node.OpType} '{node.Output[0]}' needs the mask or the length of the past");
        }
    }

    /// <summary>All values that follow from the mask, or from a cache other than through attention.</summary>
    private static string[] Bound(GraphDraft draft, DecoderNames names)
    {
        HashSet<string> sources =
            [names.Mask, .. draft.Inputs.Select(OnnxValue.From).Where(ProbeInputs.IsPast).Select(input => input.Name)];
        var found = new HashSet<string>();
        foreach (NodeProto node in draft.Nodes)
        {
            bool isAttention = node.OpType == "GroupQueryAttention";
            if (isAttention)
            {
                sources.UnionWith(node.Output.Skip(1));
            }
            else if (node.Input.Any(input => sources.Contains(input) || found.Contains(input)))
            {
                found.UnionWith(node.Output);
            }
        }

        return [.. found];
    }

    private static bool IsPositions(ProbeSet probes, string value, int rank)
    {
        for (int i = 0; i < probes.Probes.Count; i++)
        {
            (int past, int count) = (probes.Cases[i].Past, probes.Cases[i].Count);
            if (probes.Probes[i].Find(value) is not { HasValues: true, Type: ElementType.Int64 } found
                || found.Shape.Length != rank || found.Shape[^1] != count || found.Count != count
                || found.Values.Where((position, at) => position != past + at).Any())
            {
                return false;
            }
        }

        return true;
    }

    private static string PositionInput(GraphDraft draft, DecoderNames names)
    {
        if (draft.FindInput(names.Positions) is not { } input)
        {
            draft.Model.Graph.Input.Add(Values.Tensor(names.Positions, ElementType.Int64,
                new OnnxDimension(1, null), new OnnxDimension(null, "sequence_length")));
        }
        else if (input.Type?.TensorType?.ElemType != (int)ElementType.Int64)
        {
            throw new RewriteRefusal($"'{names.Positions}' are no 64-bit integers");
        }

        return names.Positions;
    }

    /// <summary>A table cut to the length of the sequence need not be: positions pick from it anyway.</summary>
    private static void UncutTables(GraphDraft draft, ProbeSet probes, DecoderNames names)
    {
        HashSet<string> bound = [.. Bound(draft, names)];
        foreach (NodeProto slice in draft.Nodes.Where(node => node.OpType == "Slice").ToArray())
        {
            if (bound.Contains(slice.Output[0]) && draft.Constants.ContainsKey(slice.Input[0])
                && IsPickedFrom(draft, probes, slice))
            {
                draft.Redirect(slice.Output[0], slice.Input[0]);
            }
        }
    }

    private static bool IsPickedFrom(GraphDraft draft, ProbeSet probes, NodeProto slice)
    {
        string value = slice.Output[0];
        for (int steps = 0; steps < 5 && draft.Readers(value) is [NodeProto reader]; steps++)
        {
            value = reader.Output[0];
            if (reader.OpType == "Gather")
            {
                return probes.Probes.All(probe => probe.Find(slice.Input[0]) is { } table
                    && probe.Find(value) is { HasValues: true } picked
                    && probe.FindIf(slice.Output[0], table, value) is { HasValues: true } uncut
                    && uncut.Shape.SequenceEqual(picked.Shape) && uncut.Values.SequenceEqual(picked.Values));
            }
        }

        return false;
    }
}

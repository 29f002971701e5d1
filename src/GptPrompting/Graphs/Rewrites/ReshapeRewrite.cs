using GptPrompting.Graphs.Format;
using GptPrompting.Graphs.Probing;

namespace GptPrompting.Graphs.Rewrites;

/// <summary>
/// Gives reshapes their shape as a constant where it is known but for one dimension, so that what computed it falls
/// away, and drops those that change nothing.
/// </summary>
internal static class ReshapeRewrite
{
    // Reshape reads a 0 as "as many as the input has there", and -1 as "what is left".
    private const long AsBefore = 0;
    private const long Rest = -1;

    /// <returns>How many were changed.</returns>
    public static int Apply(GraphDraft draft, ProbeSet probes) => draft.Nodes
        .Where(node => node.OpType == "Reshape" && node.Int("allowzero", 0) == 0).ToArray()
        .Count(node => TryChange(draft, probes, node));

    private static bool TryChange(GraphDraft draft, ProbeSet probes, NodeProto reshape)
    {
        if (ShapesOf(probes, reshape.Input[0]) is not { } before
            || ShapesOf(probes, reshape.Output[0]) is not { } after)
        {
            return false;
        }

        if (!draft.IsOutput(reshape.Output[0])
            && before.Zip(after).All(pair => pair.First.SequenceEqual(pair.Second)))
        {
            draft.Redirect(reshape.Output[0], reshape.Input[0]);
            return true;
        }

        if (draft.Constants.ContainsKey(reshape.Input[1]) || Constant(before, after) is not { } shape)
        {
            return false;
        }

        reshape.Input[1] = draft.AddIntegers("shape", shape);
        return true;
    }

    /// <summary>The shapes of a value in all probes; null where one is not known, or their ranks differ.</summary>
    private static long[][]? ShapesOf(ProbeSet probes, string value)
    {
        long[]?[] shapes = [.. probes.Probes.Select(probe => probe.Find(value)?.Shape)];
        return shapes.All(shape => shape is not null && shape.Length == shapes[0]!.Length)
            ? [.. shapes.Select(shape => shape!)]
            : null;
    }

    /// <summary>The shape in Reshape's words; null where more than one dimension is open, or one is empty.</summary>
    private static long[]? Constant(long[][] before, long[][] after)
    {
        long[] shape = new long[after[0].Length];
        for (int axis = 0; axis < shape.Length; axis++)
        {
            shape[axis] = after.All(each => each[axis] == after[0][axis]) ? after[0][axis]
                : axis < before[0].Length && before.Zip(after).All(pair => pair.First[axis] == pair.Second[axis])
                    ? AsBefore
                : Rest;
        }

        return shape.Count(size => size == Rest) <= 1 && after.All(each => !each.Contains(0)) ? shape : null;
    }
}

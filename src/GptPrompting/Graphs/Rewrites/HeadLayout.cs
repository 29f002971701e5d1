using GptPrompting.Graphs.Format;
using GptPrompting.Graphs.Probing;

namespace GptPrompting.Graphs.Rewrites;

/// <summary>
/// Finds, before or behind values that are ordered by heads, the same values ordered by tokens, [s, heads, d].
/// </summary>
internal sealed class HeadLayout(GraphDraft draft, ProbeSet probes)
{
    private static readonly HashSet<string> Rearranging =
        ["Reshape", "Transpose", "Squeeze", "Unsqueeze", "Identity", "Flatten"];

    /// <summary>The earliest value that <paramref name="byHeads"/> is a rearranged and scaled copy of.</summary>
    /// <returns>Its name and the factor; or null where a transposition has to be added.</returns>
    public (string Name, double Factor)? Before(string byHeads, int heads, int size)
    {
        (string, double)? best = null;
        string value = byHeads;
        for (int steps = 0; steps < 8 && draft.Producer(value) is { } node; steps++)
        {
            string? next = Rearranging.Contains(node.OpType) ? node.Input[0]
                : node.OpType is "Mul" or "Div" ? Scaled(node)
                : null;
            if (next is null)
            {
                break;
            }

            value = next;
            best = FactorFrom(value, byHeads, heads, size) is double factor ? (value, factor) : best;
        }

        return best;
    }

    /// <summary>The first value behind <paramref name="byHeads"/> that is ordered by tokens.</summary>
    /// <exception cref="RewriteRefusal">There is none.</exception>
    public string Behind(string byHeads, int heads, int size)
    {
        string value = byHeads;
        for (int steps = 0; steps < 6; steps++)
        {
            if (draft.Readers(value) is not [NodeProto reader] || !Rearranging.Contains(reader.OpType)
                || draft.IsOutput(value))
            {
                break;
            }

            value = reader.Output[0];
            if (IsByTokens(byHeads, value, heads, size))
            {
                return value;
            }
        }

        throw new RewriteRefusal($"the heads' outputs '{byHeads}' are not brought together in a way that is known");
    }

    private string? Scaled(NodeProto node) =>
        probes.Probes[0].Find(node.Input[1]) is { HasValues: true, Count: 1 } ? node.Input[0]
        : node.OpType == "Mul" && probes.Probes[0].Find(node.Input[0]) is { HasValues: true, Count: 1 } ? node.Input[1]
        : null;

    /// <summary>Gives the value numbers, and looks for them, times one factor, at their places by heads.</summary>
    private double? FactorFrom(string value, string byHeads, int heads, int size)
    {
        double? factor = null;
        foreach (int index in probes.Short)
        {
            ProbeCase tried = probes.Cases[index];
            GraphProbe probe = probes.Probes[index];
            if (probe.Find(value) is not { } known || known.Count != (long)tried.Batch * tried.Count * heads * size
                || probe.FindIf(value, Numbers.Of(known.Shape), byHeads) is not { HasValues: true } result)
            {
                return null;
            }

            double[] expected = tried.ByHeads(heads, size);
            factor ??= result.Values[^1] / expected[^1];
            if (result.Values.Where((found, i) => Math.Abs(found - (factor.Value * expected[i])) > 1e-4).Any())
            {
                return null;
            }
        }

        return factor;
    }

    private bool IsByTokens(string byHeads, string value, int heads, int size)
    {
        foreach (int index in probes.Short)
        {
            ProbeCase tried = probes.Cases[index];
            long[]? shape = probes.Probes[index].Find(byHeads)?.Shape;
            double[] numbers = tried.ByHeads(heads, size);
            if (shape is null || new ProbeTensor(ElementType.Float, shape).Count != numbers.Length)
            {
                return false;
            }

            ProbeTensor? result = probes.Probes[index].FindIf(
                byHeads, new ProbeTensor(ElementType.Float, shape, numbers), value);
            if (result is not { HasValues: true }
                || result.Values.Where((found, i) => Math.Abs(found - Numbers.At(i)) > 1e-6).Any())
            {
                return false;
            }
        }

        return true;
    }
}

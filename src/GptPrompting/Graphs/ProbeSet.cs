namespace GptPrompting.Graphs;

/// <summary>A decoder tried with several lengths, from nothing past to a full context.</summary>
internal sealed class ProbeSet
{
    public ProbeSet(GraphDraft draft, DecoderNames names, int contextLength)
    {
        int n = contextLength;
        (int Past, int Count)[] lengths =
            [(5, 3), (0, 1), (0, 8), (1, 1), (n / 2, 7), (n - 2, 2), (n - 1, 1), (n / 3, 1), (n / 4, 2), (257, 3)];
        Lengths = [.. lengths.Where(pair => pair.Past >= 0 && pair.Past + pair.Count <= n).Distinct()];
        var constants = new Dictionary<string, ProbeTensor?>();
        Probes = [.. Lengths.Select(pair => ProbeInputs.Try(draft, names, pair.Past, pair.Count, constants))];
    }

    /// <summary>How many tokens are past and new in each probe.</summary>
    public IReadOnlyList<(int Past, int Count)> Lengths { get; }

    public IReadOnlyList<GraphProbe> Probes { get; }

    /// <summary>
    /// A shape with -1 for the dimension that is the count of new tokens; found by comparing probes.
    /// </summary>
    /// <exception cref="RewriteRefusal">The shape is not known, or more than that dimension varies.</exception>
    public long[] ShapeOf(string value)
    {
        long[] first = Probes[0].Find(value)?.Shape ?? throw new RewriteRefusal($"the shape of '{value}' is not known");
        long[] template = [.. first];
        for (int i = 1; i < Probes.Count; i++)
        {
            long[]? shape = Probes[i].Find(value)?.Shape;
            for (int axis = 0; axis < template.Length; axis++)
            {
                bool isCount = shape?.Length == first.Length && first[axis] == Lengths[0].Count
                    && shape[axis] == Lengths[i].Count && shape[axis] != first[axis];
                template[axis] = isCount ? -1 : template[axis];
                if (shape is null || shape.Length != first.Length || (!isCount && template[axis] != -1
                    && shape[axis] != first[axis]))
                {
                    throw new RewriteRefusal($"the shape of '{value}' depends on more than the number of tokens");
                }
            }
        }

        return template.Count(size => size == -1) == 1
            ? template
            : throw new RewriteRefusal($"'{value}' has not one row for each token");
    }
}

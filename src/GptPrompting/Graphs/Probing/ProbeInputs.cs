using GptPrompting.Graphs.Format;

namespace GptPrompting.Graphs.Probing;

/// <summary>Inputs for trying a decoder: one sequence, of which some tokens are past and some are new.</summary>
internal static class ProbeInputs
{
    /// <summary>Whether an input is a key or value cache: a tensor of floats with heads and their size given.</summary>
    public static bool IsPast(OnnxValue input) =>
        input.Type.IsFloatingPoint() && input.Dimensions is [_, { Size: > 0 }, _, { Size: > 0 }];

    /// <summary>Tries a graph with rising positions.</summary>
    public static GraphProbe Try(
        GraphDraft draft, DecoderNames names, ProbeCase tried, Dictionary<string, ProbeTensor?>? constants = null)
    {
        constants ??= [];
        GraphProbe probe = Try(draft, names, tried, [], constants);
        Dictionary<string, long[]> found = OpenPasts(draft, probe, tried);
        return found.Count == 0 ? probe : Try(draft, names, tried, found, constants);
    }

    private static GraphProbe Try(GraphDraft draft, DecoderNames names, ProbeCase tried,
        Dictionary<string, long[]> pasts, Dictionary<string, ProbeTensor?> constants)
    {
        var inputs = new Dictionary<string, ProbeTensor>();
        foreach (OnnxValue input in draft.Inputs.Select(OnnxValue.From))
        {
            if (pasts.TryGetValue(input.Name, out long[]? shape))
            {
                inputs[input.Name] = new ProbeTensor(input.Type, shape);
            }
            else if (Value(input, names, tried) is { } value)
            {
                inputs[input.Name] = value;
            }
        }

        return new GraphProbe(draft, inputs, constants);
    }

    /// <summary>
    /// Caches whose heads or size a graph leaves open take them from what they are joined with, in the first layer.
    /// </summary>
    private static Dictionary<string, long[]> OpenPasts(GraphDraft draft, GraphProbe probe, ProbeCase tried)
    {
        string[] open = [.. draft.Inputs.Select(OnnxValue.From)
            .Where(input => input.Type.IsFloatingPoint() && input.Dimensions?.Count == 4 && !IsPast(input))
            .Select(input => input.Name)];
        long[]? joined = open.SelectMany(draft.Readers)
            .Where(reader => reader is { OpType: "Concat", Input.Count: 2 })
            .Select(reader => probe.Find(reader.Input[1])?.Shape).FirstOrDefault(shape => shape?.Length == 4);
        return joined is null
            ? []
            : open.ToDictionary(name => name, _ => new[] { tried.Batch, joined[1], tried.Past, joined[3] });
    }

    private static ProbeTensor? Value(OnnxValue input, DecoderNames names, ProbeCase tried)
    {
        if (input.Name == names.TokenIds)
        {
            return new ProbeTensor(input.Type, [tried.Batch, tried.Count]);
        }

        if (input.Name == names.Mask)
        {
            return new ProbeTensor(input.Type, [tried.Batch, tried.Total], tried.Mask());
        }

        if (input.Name == names.Positions)
        {
            IEnumerable<int> row = Enumerable.Range(tried.Past, tried.Count);
            return new ProbeTensor(input.Type, [tried.Batch, tried.Count],
                [.. Enumerable.Repeat(row, tried.Batch).SelectMany(positions => positions).Select(i => (double)i)]);
        }

        return input switch
        {
            { Dimensions: [_, { Size: long heads }, _, { Size: long size }] } when IsPast(input) =>
                new ProbeTensor(input.Type, [tried.Batch, heads, tried.Past, size]),
            { Dimensions: [{ Size: 2 }, _, { Size: long heads }, _, { Size: long size }] } =>
                new ProbeTensor(input.Type, [2, tried.Batch, heads, tried.Past, size]),
            _ => null,
        };
    }
}

namespace GptPrompting.Graphs;

/// <summary>Inputs for trying a decoder: one sequence, of which some tokens are past and some are new.</summary>
internal static class ProbeInputs
{
    /// <summary>Whether an input is a key or value cache: a tensor of floats with heads and their size given.</summary>
    public static bool IsPast(OnnxValue input) =>
        input.Type.IsFloatingPoint() && input.Dimensions is [_, { Size: > 0 }, _, { Size: > 0 }];

    /// <summary>Tries a graph with a mask of ones and rising positions.</summary>
    public static GraphProbe Try(
        GraphDraft draft, DecoderNames names, int past, int count, Dictionary<string, ProbeTensor?>? constants = null)
    {
        var inputs = new Dictionary<string, ProbeTensor>();
        foreach (OnnxValue input in draft.Inputs.Select(OnnxValue.From))
        {
            ProbeTensor? value = Value(input, names, past, count);
            if (value is not null)
            {
                inputs[input.Name] = value;
            }
        }

        return new GraphProbe(draft, inputs, constants ?? []);
    }

    private static ProbeTensor? Value(OnnxValue input, DecoderNames names, int past, int count)
    {
        if (input.Name == names.TokenIds)
        {
            return new ProbeTensor(input.Type, [1, count]);
        }

        if (input.Name == names.Mask)
        {
            return new ProbeTensor(input.Type, [1, past + count], [.. Enumerable.Repeat(1d, past + count)]);
        }

        if (input.Name == names.Positions)
        {
            return new ProbeTensor(input.Type, [1, count], [.. Enumerable.Range(past, count).Select(i => (double)i)]);
        }

        return IsPast(input)
            ? new ProbeTensor(input.Type, [1, input.Dimensions![1].Size!.Value, past, input.Dimensions[3].Size!.Value])
            : null;
    }
}

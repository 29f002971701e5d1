using GptPrompting.Graphs.Format;

namespace GptPrompting.Graphs.Rewrites;

/// <summary>
/// Computes, once for all layers, what is added to scores, [b, 1, s, t]: zero for tokens that are seen, and so little
/// for later ones and for padding that softmax makes nothing of them.
/// </summary>
internal static class MaskBias
{
    private const float Blocked = -1e9f;

    /// <returns>The name of the bias.</returns>
    /// <exception cref="RewriteRefusal">The graph has no mask to compute it from.</exception>
    public static string Add(GraphDraft draft, DecoderNames names)
    {
        if (draft.FindInput(names.Mask) is null)
        {
            throw new RewriteRefusal($"the graph has no input '{names.Mask}'");
        }

        string zero = draft.AddConstant("zero", ElementType.Int64, [], BitConverter.GetBytes(0L));
        string one = draft.AddConstant("one", ElementType.Int64, [], BitConverter.GetBytes(1L));
        string total = Size(draft, names.Mask, one);
        string slots = Add(draft, "Range", zero, total, one);
        string places = Add(draft, "Range", Add(draft, "Sub", total, Size(draft, names.TokenIds, one)), total, one);

        // [1, 1, s, t] and [b, 1, 1, t].
        string causal = Add(draft, "Not", Add(draft, "Greater",
            Add(draft, "Reshape", slots, draft.AddIntegers("shape", 1, 1, 1, -1)),
            Add(draft, "Reshape", places, draft.AddIntegers("shape", 1, 1, -1, 1))));
        string present = Add(draft, "Reshape", Cast(draft, names.Mask), draft.AddIntegers("shape", 0, 1, 1, -1));
        return Add(draft, "Where", Add(draft, "And", causal, present),
            draft.AddConstant("seen", ElementType.Float, [], BitConverter.GetBytes(0f)),
            draft.AddConstant("blocked", ElementType.Float, [], BitConverter.GetBytes(Blocked)));
    }

    private static string Size(GraphDraft draft, string value, string axis) =>
        Add(draft, "Gather", Add(draft, "Shape", value), axis);

    private static string Cast(GraphDraft draft, string value)
    {
        string result = draft.NewName("mask");
        draft.Add("Cast", [value], result).Attribute.Add(Attributes.Int("to", (int)ElementType.Bool));
        return result;
    }

    private static string Add(GraphDraft draft, string operation, params string[] inputs)
    {
        string result = draft.NewName("mask");
        draft.Add(operation, inputs, result);
        return result;
    }
}

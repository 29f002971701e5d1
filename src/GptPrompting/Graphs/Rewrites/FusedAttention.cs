using GptPrompting.Graphs.Format;
using GptPrompting.Graphs.Probing;

namespace GptPrompting.Graphs.Rewrites;

/// <summary>What replaces a block of attention: proved facts, and the values to connect.</summary>
internal sealed record FusedAttention
{
    public required AttentionBlock Block { get; init; }

    public required AttentionShape Shape { get; init; }

    /// <summary>What the product of queries and keys is multiplied by before the softmax.</summary>
    public required double Scale { get; init; }

    public required Operand Query { get; init; }

    public required Operand Key { get; init; }

    public required Operand Value { get; init; }

    /// <summary>The value that holds the result by tokens.</summary>
    public required string Output { get; init; }

    /// <summary>Its dimensions behind those of batch and tokens, and whether these are two.</summary>
    public required (long[] Sizes, bool IsSplit) OutputShape { get; init; }

    /// <exception cref="RewriteRefusal">The block is not proved to be causal attention.</exception>
    public static FusedAttention Plan(GraphDraft draft, ProbeSet probes, HeadLayout layout, AttentionBlock block)
    {
        RequireFloat32(draft, block);
        var proof = new AttentionProof(draft, probes, block);
        AttentionShape shape = proof.Shape;
        double scale = proof.ProveScale();
        string output = Flat(
            draft, probes, layout.Behind(block.ValueProduct.Output[0], shape.Heads, shape.HeadSize), shape);
        (Operand query, double factor) = Find(probes, layout, block.ScoreProduct.Input[0], shape.Heads, shape);
        (Operand key, double keyFactor) = Find(probes, layout, block.Keys.Input[1], shape.KeyValueHeads, shape);
        (Operand value, double valueFactor) = Find(probes, layout, block.Values.Input[1], shape.KeyValueHeads, shape);
        return new FusedAttention
        {
            Block = block,
            Shape = shape,
            Scale = scale * factor,
            Query = query,
            Key = keyFactor == 1 ? key : new Operand(block.Keys.Input[1], IsByTokens: false, IsFlat: false),
            Value = valueFactor == 1 ? value : new Operand(block.Values.Input[1], IsByTokens: false, IsFlat: false),
            Output = output,
            OutputShape = probes.RowShape(output),
        };
    }

    /// <summary>The value [b, s, heads * d] behind one that is ordered by tokens; or that one.</summary>
    private static string Flat(GraphDraft draft, ProbeSet probes, string byTokens, AttentionShape shape) =>
        !draft.IsOutput(byTokens) && draft.Readers(byTokens) is [{ OpType: "Reshape" } reader]
            && reader.Input[0] == byTokens && IsFlat(probes, reader.Output[0], (long)shape.Heads * shape.HeadSize)
            ? reader.Output[0]
            : byTokens;

    private static bool IsFlat(ProbeSet probes, string value, long width) =>
        probes.Probes[0].Find(value) is not null && probes.RowShape(value) is ([long size], true) && size == width;

    private static (Operand Operand, double Factor) Find(
        ProbeSet probes, HeadLayout layout, string byHeads, int heads, AttentionShape shape)
    {
        if (layout.Before(byHeads, heads, shape.HeadSize) is not (string name, double factor))
        {
            return (new Operand(byHeads, IsByTokens: false, IsFlat: false), 1);
        }

        return (new Operand(name, IsByTokens: true, IsFlat(probes, name, (long)heads * shape.HeadSize)), factor);
    }

    private static void RequireFloat32(GraphDraft draft, AttentionBlock block)
    {
        foreach (string past in new[] { block.PastKey, block.PastValue })
        {
            if (draft.FindInput(past)?.Type?.TensorType?.ElemType != (int)ElementType.Float)
            {
                throw new RewriteRefusal($"'{past}' does not hold 32-bit floats");
            }
        }
    }

    /// <summary>Queries, keys or values.</summary>
    /// <param name="Name">Of the value.</param>
    /// <param name="IsByTokens">Ordered [s, heads, d], not [heads, s, d].</param>
    /// <param name="IsFlat">Of the shape [b, s, heads * d].</param>
    internal sealed record Operand(string Name, bool IsByTokens, bool IsFlat);
}

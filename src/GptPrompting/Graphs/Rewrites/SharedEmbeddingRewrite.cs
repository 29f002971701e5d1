using GptPrompting.Graphs.Format;

namespace GptPrompting.Graphs.Rewrites;

/// <summary>
/// Lets the last matrix product read the table of embeddings where its weights are that table turned, which exporters
/// store a second time.
/// </summary>
internal static class SharedEmbeddingRewrite
{
    /// <exception cref="RewriteRefusal">There is no second copy, or not of all numbers.</exception>
    public static void Apply(GraphDraft draft)
    {
        NodeProto product = draft.Nodes.FirstOrDefault(node => node.OpType == "MatMul" && IsWanted(draft, node.Input[0])
            && draft.Constants.ContainsKey(node.Input[1]))
            ?? throw new RewriteRefusal("the weights of the last matrix product are no constant of their own");
        OnnxTensor weights = draft.Constants[product.Input[1]];
        OnnxTensor table = draft.Nodes
            .Where(node => node.OpType == "Gather" && node.Int("axis", 0) == 0)
            .Select(node => draft.Constants.GetValueOrDefault(node.Input[0]))
            .FirstOrDefault(found => found is { Type: ElementType.Float } && weights.Type == found.Type
                && found.Dimensions.SequenceEqual(weights.Dimensions.Reverse()))
            ?? throw new RewriteRefusal("no table of embeddings has the shape of the last matrix product, turned");
        if (table.ByteLength > Array.MaxLength || !IsTurned(table, weights))
        {
            throw new RewriteRefusal("the weights of the last matrix product are not the embeddings");
        }

        product.OpType = "Gemm";
        product.Input[1] = table.Name;
        product.Attribute.Add(Attributes.Int("transB", 1));
        draft.Finish();
    }

    private static bool IsWanted(GraphDraft draft, string value) =>
        draft.Producer(value) is { OpType: "Gather" } gather && gather.Input[1] == WantedRowsRewrite.Rows;

    private static bool IsTurned(OnnxTensor table, OnnxTensor weights)
    {
        byte[] rows = table.Data!.ToArray();
        byte[] columns = weights.Data!.ToArray();
        (long count, long width) = (table.Dimensions[0], table.Dimensions[1]);
        for (long row = 0; row < count; row++)
        {
            for (long column = 0; column < width; column++)
            {
                int here = (int)(4 * ((row * width) + column));
                int there = (int)(4 * ((column * count) + row));
                if (BitConverter.ToInt32(rows, here) != BitConverter.ToInt32(columns, there))
                {
                    return false;
                }
            }
        }

        return true;
    }
}

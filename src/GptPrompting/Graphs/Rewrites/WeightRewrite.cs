using GptPrompting.Graphs.Format;

namespace GptPrompting.Graphs.Rewrites;

/// <summary>Stores the weights of matrix products and of embeddings smaller.</summary>
internal static class WeightRewrite
{
    // Below this a matrix is not worth another operator.
    private const int FewestElements = 1024;

    private const string Contributed = "com.microsoft";

    private static readonly HashSet<string> IntegerProducts =
        ["DynamicQuantizeMatMul", "MatMulNBits", "MatMulInteger", "MatMulIntegerToFloat"];

    /// <exception cref="RewriteRefusal">There is no matrix of floats to store otherwise.</exception>
    public static void Apply(GraphDraft draft, WeightFormat format)
    {
        (int tables, int products) = (0, 0);
        var digits = new DigitProduct(draft);
        foreach (NodeProto node in draft.Nodes.ToArray())
        {
            if (FindWeights(draft, node) is not { Rows: > 1, Columns: > 1 } weights
                || (long)weights.Rows * weights.Columns < FewestElements)
            {
                continue;
            }

            if (node.OpType == "Gather")
            {
                tables++;
                StoreTable(draft, node, weights.Tensor, format);
                continue;
            }

            products++;
            switch (format)
            {
                case WeightFormat.Float16:
                    StoreHalves(draft, node, weights);
                    break;
                case WeightFormat.Int8Exact:
                    StoreForDigits(draft, node, weights, digits);
                    break;
                default:
                    StoreIntegers(draft, node, weights, format);
                    break;
            }
        }

        bool hasIntegers = draft.Source.Model.Graph.Node.Any(node => IntegerProducts.Contains(node.OpType));
        if (products == 0 && (tables == 0 || hasIntegers))
        {
            throw new RewriteRefusal(hasIntegers ? "the weights of its matrix products are integers already"
                : draft.Nodes.Any(node => node.HasSubgraph()) ? "the graph's matrix products are in branches or loops"
                : "no matrix product reads constant weights as 32-bit floats");
        }

        Opsets.Require(draft.Model, Contributed);
        draft.Finish();
    }

    /// <summary>
    /// The constant matrix that a product multiplies by, or that rows are gathered from, where it is read as 32-bit
    /// floats: what takes its place gives these.
    /// </summary>
    private static WeightMatrix? FindWeights(GraphDraft draft, NodeProto node)
    {
        WeightMatrix? weights = node.OpType switch
        {
            "MatMul" => WeightMatrix.Find(draft, node.Input[1], isTransposed: false),
            "Gemm" when node.Int("transA", 0) == 0 && IsOne(node, "alpha") && IsOne(node, "beta") =>
                WeightMatrix.Find(draft, node.Input[1], node.Int("transB", 0) != 0),
            "Gather" when node.Int("axis", 0) == 0 && WeightMatrix.Find(draft, node.Input[0], isTransposed: false)
                is { IsTransposed: false } table => table,
            _ => null,
        };
        bool takesAnyFloats = node.OpType == "Gather" && !draft.IsOutput(node.Output[0])
            && draft.Readers(node.Output[0]).All(reader => reader.OpType == "Cast");
        return weights?.ReadAs == ElementType.Float || takesAnyFloats ? weights : null;
    }

    private static bool IsOne(NodeProto node, string attribute) => (node.Find(attribute)?.F ?? 1) == 1;

    /// <summary>Rows are gathered as they are stored, and only they become 32-bit floats.</summary>
    private static void StoreTable(GraphDraft draft, NodeProto gather, OnnxTensor table, WeightFormat format)
    {
        string path = draft.Source.Path;
        string rows = draft.NewName("rows");
        string result = gather.Output[0];
        if (format == WeightFormat.Float16)
        {
            gather.Input[0] = table.Type == ElementType.Float16
                ? table.Name
                : Stored(draft, table, "float16", ElementType.Float16, table.Dimensions, 2 * table.Count,
                    () => Halves(table, path));
            gather.Output[0] = rows;
            draft.Add("Cast", [rows], result).Attribute.Add(Attributes.Int("to", (int)ElementType.Float));
            return;
        }

        int width = (int)table.Dimensions[1];
        string indices = gather.Input[1];
        string scale = draft.NewName("scales");
        string wide = draft.NewName("rows");
        var stored = new IntegersAndScales<sbyte>(() => Quantization.Groups(WeightMatrix.Floats(table, path), width));
        gather.Input[0] = Stored(
            draft, table, "rows_int8", ElementType.Int8, table.Dimensions, table.Count, stored.Integers);
        gather.Output[0] = rows;
        string scales = Stored(draft, table, "rows_scale", ElementType.Float, [table.Dimensions[0], 1],
            4 * table.Dimensions[0], stored.Scales);
        draft.Add("Gather", [scales, indices], scale);
        draft.Add("Cast", [rows], wide).Attribute.Add(Attributes.Int("to", (int)ElementType.Float));
        draft.Add("Mul", [wide, scale], result);
    }

    private static void StoreHalves(GraphDraft draft, NodeProto node, WeightMatrix weights)
    {
        if (weights.Tensor.Type == ElementType.Float16)
        {
            return;
        }

        OnnxTensor tensor = weights.Tensor;
        string path = draft.Source.Path;
        string halves = Stored(draft, tensor, "float16", ElementType.Float16, tensor.Dimensions, 2 * tensor.Count,
            () => Halves(tensor, path));
        string wide = draft.NewName("float32");
        draft.Add("Cast", [halves], wide).Attribute.Add(Attributes.Int("to", (int)ElementType.Float));
        if (weights.IsTransposed == (node.OpType == "Gemm" && node.Int("transB", 0) != 0))
        {
            node.Input[1] = wide;
            return;
        }

        node.Input[1] = draft.NewName("transposed");
        draft.Add("Transpose", [wide], node.Input[1]).Attribute.Add(Attributes.Ints("perm", 1, 0));
    }

    private static void StoreIntegers(GraphDraft draft, NodeProto node, WeightMatrix weights, WeightFormat format)
    {
        string result = node.Output[0];
        string? bias = node.OpType == "Gemm" ? node.InputAt(2) : null;
        draft.Remove(node);
        if (bias is null && AddedBias(draft, result, weights.Columns) is { } sum)
        {
            draft.Remove(sum);
            bias = sum.Input[0] == result ? sum.Input[1] : sum.Input[0];
            result = sum.Output[0];
        }

        bool isVector = bias is null || IsVector(draft, bias, weights.Columns);
        string product = isVector ? result : draft.NewName("product");
        if (format == WeightFormat.Int8)
        {
            AddColumnProduct(draft, node.Input[0], weights, isVector ? bias : null, product);
        }
        else
        {
            // 4: activations as 8-bit integers, block by block, which is fastest; 1: as 32-bit floats.
            AddBlockProduct(draft, node.Input[0], weights, isVector ? bias : null, product).Attribute.Add(
                Attributes.Int("accuracy_level", format == WeightFormat.Int4Exact ? 1 : 4));
        }

        if (!isVector)
        {
            draft.Add("Add", [product, bias!], result);
        }
    }

    /// <summary>The node that adds a bias to a product, which both operators do themselves.</summary>
    private static NodeProto? AddedBias(GraphDraft draft, string product, int columns) =>
        !draft.IsOutput(product) && draft.Readers(product) is [{ OpType: "Add" } sum]
            && sum.Input.Any(input => IsVector(draft, input, columns))
            ? sum
            : null;

    private static bool IsVector(GraphDraft draft, string value, int columns) =>
        draft.Constants.GetValueOrDefault(value) is { Type: ElementType.Float, Dimensions: [long count] }
            && count == columns;

    private static void AddColumnProduct(
        GraphDraft draft, string input, WeightMatrix weights, string? bias, string product)
    {
        (string integers, string scales) = StoreColumns(draft, weights, Quantization.SevenBits);
        draft.Add("DynamicQuantizeMatMul",
            bias is null ? [input, integers, scales] : [input, integers, scales, "", bias], product, Contributed);
    }

    /// <summary>A bias stays where it is: the operator would add it to each digit.</summary>
    private static void StoreForDigits(GraphDraft draft, NodeProto node, WeightMatrix weights, DigitProduct digits)
    {
        string? bias = node.OpType == "Gemm" ? node.InputAt(2) : null;
        draft.Remove(node);
        (string integers, string scales) = StoreColumns(draft, weights, Quantization.EightBits);
        string product = bias is null ? node.Output[0] : draft.NewName("product");
        digits.Add(node.Input[0], integers, scales, product);
        if (bias is not null)
        {
            draft.Add("Add", [product, bias], node.Output[0]);
        }
    }

    /// <param name="draft">The graph.</param>
    /// <param name="weights">The matrix.</param>
    /// <param name="largest">The largest magnitude of an integer.</param>
    /// <returns>8-bit integers, [rows, columns], and a scale per column.</returns>
    private static (string Integers, string Scales) StoreColumns(GraphDraft draft, WeightMatrix weights, int largest)
    {
        string path = draft.Source.Path;
        (int rows, int columns) = (weights.Rows, weights.Columns);
        string name = weights.IsTransposed ? "columns_int8_of" : "columns_int8";
        var stored = new IntegersAndScales<sbyte>(() =>
        {
            if (!weights.IsTransposed)
            {
                return Quantization.Columns(weights.Load(path), columns, largest);
            }

            (sbyte[] byColumns, float[] factors) = Quantization.Groups(weights.LoadColumns(path), rows, largest);
            return (ColumnsToRows(byColumns, rows, columns), factors);
        });
        string integers = Stored(
            draft, weights.Tensor, name, ElementType.Int8, [rows, columns], (long)rows * columns, stored.Integers);
        string scales = Stored(
            draft, weights.Tensor, name + "_scale", ElementType.Float, [columns], 4L * columns, stored.Scales);
        return (integers, scales);
    }

    private static NodeProto AddBlockProduct(
        GraphDraft draft, string input, WeightMatrix weights, string? bias, string product)
    {
        string path = draft.Source.Path;
        (int rows, int columns) = (weights.Rows, weights.Columns);
        int blocks = (rows + Quantization.BlockSize - 1) / Quantization.BlockSize;
        string name = weights.IsTransposed ? "int4_of" : "int4";
        var stored = new IntegersAndScales<byte>(() => Quantization.Blocks(weights.LoadColumns(path), rows));
        string packed = Stored(draft, weights.Tensor, name, ElementType.UInt8,
            [columns, blocks, Quantization.BlockSize / 2], (long)columns * blocks * Quantization.BlockSize / 2,
            stored.Integers);
        string scales = Stored(draft, weights.Tensor, name + "_scale", ElementType.Float, [columns * blocks],
            4L * columns * blocks, stored.Scales);
        string[] inputs = bias is null ? [input, packed, scales] : [input, packed, scales, "", "", bias];
        NodeProto node = draft.Add("MatMulNBits", inputs, product, Contributed);
        node.Attribute.Add(
        [
            Attributes.Int("K", rows), Attributes.Int("N", columns), Attributes.Int("bits", 4),
            Attributes.Int("block_size", Quantization.BlockSize),
        ]);
        return node;
    }

    /// <summary>A constant made from another one; made once, however many nodes ask for it.</summary>
    private static string Stored(GraphDraft draft, OnnxTensor from, string how, ElementType type,
        IReadOnlyList<long> shape, long length, Func<byte[]> compute)
    {
        string name = $"{from.Name}/{how}";
        draft.Constants.TryAdd(name, new OnnxTensor(name, type, shape, new ComputedTensorData(length, compute)));
        return name;
    }

    private static byte[] Halves(OnnxTensor tensor, string path)
    {
        Half[] halves = Array.ConvertAll(WeightMatrix.Floats(tensor, path), value => (Half)value);
        return Array.TrueForAll(halves, Half.IsFinite)
            ? Quantization.Bytes(halves)
            : throw new ModelFormatException(
                path, $"the weight '{tensor.Name}' has values too large for 16-bit floats");
    }

    private static sbyte[] ColumnsToRows(sbyte[] columns, int rows, int count)
    {
        sbyte[] result = new sbyte[columns.Length];
        const int Tile = 32;
        for (int first = 0; first < count; first += Tile)
        {
            for (int row = 0; row < rows; row++)
            {
                for (int column = first; column < Math.Min(first + Tile, count); column++)
                {
                    result[((long)row * count) + column] = columns[((long)column * rows) + row];
                }
            }
        }

        return result;
    }
}

using System.Runtime.InteropServices;
using Google.Protobuf;
using GptPrompting.Graphs;
using GptPrompting.Graphs.Format;
using GptPrompting.Graphs.Rewrites;
using GptPrompting.Tests.Fakes;
using Microsoft.ML.OnnxRuntime;
using Attributes = GptPrompting.Graphs.Format.Attributes;

namespace GptPrompting.Tests.Graphs;

public sealed class WeightRewriteTests : IDisposable
{
    private const int Rows = 64;
    private const int Columns = 48;

    private readonly TemporaryFolder _folder = new();

    private static readonly float[] Input = Random(2 * Rows, seed: 1);

    // Row-major [Rows, Columns].
    private static readonly float[] Weight = Random(Rows * Columns, seed: 2);

    [Theory]
    [InlineData("MatMul", "Float16", 0.01f)]
    [InlineData("MatMul", "Int8", 0.15f)]
    [InlineData("MatMul", "Int4", 0.15f)]
    [InlineData("MatMul", "Int8Exact", 2e-5f)]
    [InlineData("MatMul", "Int4Exact", 2e-5f)]
    [InlineData("Gemm", "Float16", 0.01f)]
    [InlineData("Gemm", "Int8", 0.15f)]
    [InlineData("Gemm", "Int4", 0.15f)]
    [InlineData("Gemm", "Int8Exact", 2e-5f)]
    [InlineData("Gemm", "Int4Exact", 2e-5f)]
    [InlineData("Add", "Float16", 0.01f)]
    [InlineData("Add", "Int8", 0.15f)]
    [InlineData("Add", "Int4", 0.15f)]
    [InlineData("Add", "Int8Exact", 2e-5f)]
    [InlineData("Add", "Int4Exact", 2e-5f)]
    [InlineData("Transpose", "Float16", 0.01f)]
    [InlineData("Transpose", "Int8", 0.15f)]
    [InlineData("Transpose", "Int4", 0.15f)]
    [InlineData("Transpose", "Int8Exact", 2e-5f)]
    [InlineData("Transpose", "Int4Exact", 2e-5f)]
    public void Rewrite_Product_ComputesWithTheStoredWeights(string kind, string format, float tolerance)
    {
        WeightFormat weights = Enum.Parse<WeightFormat>(format);
        float[] stored = AsStored(weights);
        float[] expected = Product(stored, kind is "Gemm" or "Add" ? 0.5f : 0);

        float[] actual = Run(Rewritten(Model(kind), weights));

        // Sums of 64 products of about 1: integers as inputs add a hundredth to each.
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }

    [Theory]
    [InlineData("Float16", 0.001f)]
    [InlineData("Int8", 0.02f)]
    [InlineData("Int4", 0.02f)]
    [InlineData("Int8Exact", 0.02f)]
    [InlineData("Int4Exact", 0.02f)]
    public void Rewrite_Embedding_GivesTheRowsNearlyAsTheyWere(string format, float tolerance)
    {
        ModelProto model = Model("Gather");
        RewrittenGraph rewritten = Rewritten(model, Enum.Parse<WeightFormat>(format));

        float[] actual = Run(rewritten);

        float[] expected = [.. Weight[(3 * Columns)..(4 * Columns)], .. Weight[..Columns]];
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
        Assert.True(rewritten.WeightBytes < 4 * Weight.Length * 0.6);
    }

    [Theory]
    [InlineData("Add", "Int8", "DynamicQuantizeMatMul")]
    [InlineData("Add", "Int4", "MatMulNBits")]
    [InlineData("Gemm", "Int8", "DynamicQuantizeMatMul")]
    [InlineData("Gemm", "Int4", "MatMulNBits")]
    [InlineData("Gemm", "Int4Exact", "MatMulNBits")]
    public void Rewrite_ProductWithBias_IsOneOperator(string kind, string format, string expected)
    {
        RewrittenGraph rewritten = Rewritten(Model(kind), Enum.Parse<WeightFormat>(format));

        NodeProto product = Assert.Single(ModelProto.Parser.ParseFrom(rewritten.ToBytes()).Graph.Node);
        Assert.Equal((expected, "bias"), (product.OpType, product.Input[^1]));
    }

    [Fact]
    public void Rewrite_ProductThatIsReadTwice_KeepsItsBiasApart()
    {
        ModelProto model = Model("Add");
        model.Graph.Node.Add(OnnxFile.Node("Add", ["output", "product"], ["sum"]));
        model.Graph.Output[0].Name = "sum";

        RewrittenGraph rewritten = Rewritten(model, WeightFormat.Int8);

        Assert.Equal(["DynamicQuantizeMatMul", "Add", "Add"],
            ModelProto.Parser.ParseFrom(rewritten.ToBytes()).Graph.Node.Select(node => node.OpType));
    }

    // Since 13 and 18, operators take axes as inputs and no longer as attributes.
    [Theory]
    [InlineData(11)]
    [InlineData(17)]
    [InlineData(18)]
    public void Rewrite_ExactProductOfAnyOperatorVersion_ComputesWithTheStoredWeights(int version)
    {
        ModelProto model = Model("MatMul");
        model.OpsetImport.Single(set => set.Domain.Length == 0).Version = version;

        float[] actual = Run(Rewritten(model, WeightFormat.Int8Exact));

        float[] expected = Product(AsStored(WeightFormat.Int8Exact), 0);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 2e-5f));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-35f)]
    [InlineData(1e6f)]
    public void Rewrite_ExactProduct_OfOneRowDoesNotDependOnTheOther(float scale)
    {
        RewrittenGraph rewritten = Rewritten(Model("MatMul"), WeightFormat.Int8Exact);
        float[] input = [.. Input[..Rows], .. Input[Rows..].Select(value => scale * value)];

        float[] actual = Run(rewritten, input);

        Assert.Equal(Run(rewritten)[..Columns], actual[..Columns]);
        Assert.All(actual[Columns..], value => Assert.InRange(Math.Abs(value), 0, 64 * scale));
    }

    [Fact]
    public void Rewrite_ExactProductsOfTheSameRows_SplitThemOnce()
    {
        ModelProto model = Model("MatMul");
        model.Graph.Node.Add(OnnxFile.Node("MatMul", ["input", "weight"], ["second"]));
        model.Graph.Output.Add(OnnxFile.Value("second", 1, 2, Columns));

        ModelProto result = ModelProto.Parser.ParseFrom(Rewritten(model, WeightFormat.Int8Exact).ToBytes());

        Assert.Equal((1, 2), (result.Graph.Node.Count(node => node.OpType == "QuantizeLinear"),
            result.Graph.Node.Count(node => node.OpType == "MatMulIntegerToFloat")));
    }

    [Theory]
    [InlineData("Cast", true)]
    [InlineData("Neg", false)]
    public void Rewrite_EmbeddingOfHalves_IsStoredAsIntegersWhereOnlyACastReadsIt(string reader, bool isStored)
    {
        ModelProto model = Model("MatMul");
        byte[] halves = MemoryMarshal.AsBytes<Half>(Array.ConvertAll(Weight, value => (Half)value)).ToArray();
        model.Graph.Initializer.Add(OnnxFile.Weight("table", 10, halves, Rows, Columns));
        model.Graph.Node.Add(OnnxFile.Node("Gather", ["table", "ids"], ["rows"]));
        NodeProto behind = OnnxFile.Node(reader, ["rows"], ["read"]);
        behind.Attribute.Add(reader == "Cast" ? [Attributes.Int("to", 1)] : []);
        model.Graph.Node.Add(behind);
        model.Graph.Output.Add(OnnxFile.Value("read", reader == "Cast" ? 1 : 10, 2, Columns));

        ModelProto result = ModelProto.Parser.ParseFrom(Rewritten(model, WeightFormat.Int8).ToBytes());

        Assert.Equal(isStored, result.Graph.Initializer.All(tensor => tensor.Name != "table"));
    }

    [Fact]
    public void Rewrite_NoConstantMatrix_SaysSo()
    {
        var options = new RewriteOptions { ContextLength = 8, Weights = WeightFormat.Int8 };

        RewrittenGraph rewritten = GraphRewriter.Rewrite(OnnxFile.Opened(OnnxFile.Sum()), options);

        Assert.Contains("no matrix product", rewritten.Steps[^1].NotAppliedBecause, StringComparison.Ordinal);
    }

    [Fact]
    public void Rewrite_InfiniteWeight_Throws()
    {
        ModelProto model = Model("MatMul");
        byte[] bytes = model.Graph.Initializer[0].RawData.ToByteArray();
        BitConverter.TryWriteBytes(bytes, float.PositiveInfinity);
        model.Graph.Initializer[0].RawData = ByteString.CopyFrom(bytes);

        var e = Assert.Throws<ModelFormatException>(() => Rewritten(model, WeightFormat.Int8).ToBytes());

        Assert.Contains("infinite", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToBytes_MoreThanAGraphInMemoryCanHave_SaysWhatToDo()
    {
        const int Size = 1 << 15;
        ModelProto model = Model("MatMul");
        TensorProto weight = model.Graph.Initializer[0];
        weight.ClearRawData();
        weight.Dims.Clear();
        weight.Dims.Add([Size, Size]);
        weight.DataLocation = TensorProto.Types.DataLocation.External;
        weight.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "weights" });
        using (FileStream weights = File.Create(Path.Combine(_folder.Path, "weights")))
        {
            // 4 GiB, of which a file system stores nothing.
            weights.SetLength(4L * Size * Size);
        }

        RewrittenGraph rewritten = Rewritten(model, WeightFormat.Float16);

        var e = Assert.Throws<ArgumentException>(rewritten.ToBytes);
        Assert.Contains("with a cache of rewritten graphs", e.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static ModelProto Model(string kind)
    {
        NodeProto product = kind switch
        {
            "Gemm" => OnnxFile.Node("Gemm", ["input", "weight", "bias"], ["output"]),
            "Gather" => OnnxFile.Node("Gather", ["weight", "ids"], ["output"]),
            "Add" => OnnxFile.Node("MatMul", ["input", "weight"], ["product"]),
            _ => OnnxFile.Node("MatMul", ["input", kind == "Transpose" ? "turned" : "weight"], ["output"]),
        };
        NodeProto add = OnnxFile.Node("Add", ["product", "bias"], ["output"]);
        bool isTurned = kind is "Gemm" or "Transpose";
        product.Attribute.Add(kind == "Gemm" ? [Attributes.Int("transB", 1)] : []);
        NodeProto turn = OnnxFile.Node("Transpose", ["weight"], ["turned"]);
        ModelProto model = OnnxFile.Model(
            kind == "Transpose" ? [turn, product] : kind == "Add" ? [product, add] : [product],
            [
                OnnxFile.Weight("weight", 1, Bytes(isTurned ? Turned(Weight) : Weight),
                    isTurned ? [Columns, Rows] : [Rows, Columns]),
                OnnxFile.Weight("bias", 1, Bytes([.. Enumerable.Repeat(0.5f, Columns)]), Columns),
                OnnxFile.Weight("ids", 7, [3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 2),
            ]);
        model.Graph.Input[0] = OnnxFile.Value("input", 1, 2, Rows);
        model.Graph.Output[0] = OnnxFile.Value("output", 1, 2, Columns);
        return model;
    }

    /// <summary>The weights that integers or half floats stand for.</summary>
    private static float[] AsStored(WeightFormat format)
    {
        float[] columns = Turned(Weight);
        if (format is WeightFormat.Int8 or WeightFormat.Int8Exact)
        {
            (sbyte[] integers, float[] scales) = Quantization.Groups(
                columns, Rows, format == WeightFormat.Int8 ? Quantization.SevenBits : Quantization.EightBits);
            return Turned([.. integers.Select((value, i) => value * scales[i / Rows])], Rows);
        }

        if (format is WeightFormat.Int4 or WeightFormat.Int4Exact)
        {
            (byte[] packed, float[] scales) = Quantization.Blocks(columns, Rows);
            return Turned([.. Enumerable.Range(0, columns.Length)
                .Select(i => (((packed[i / 2] >> (i % 2 * 4)) & 15) - 8) * scales[i / 32])], Rows);
        }

        return [.. Weight.Select(value => (float)(Half)value)];
    }

    private static float[] Product(float[] weight, float bias) => [.. Enumerable.Range(0, 2 * Columns).Select(i =>
        bias + Enumerable.Range(0, Rows).Sum(row =>
            Input[(i / Columns * Rows) + row] * weight[(row * Columns) + (i % Columns)]))];

    private RewrittenGraph Rewritten(ModelProto model, WeightFormat format) => GraphRewriter.Rewrite(
        OnnxGraph.Open(_folder.Write("model.onnx", model.ToByteArray())),
        new RewriteOptions { ContextLength = 8, Weights = format });

    private float[] Run(RewrittenGraph graph, float[]? rows = null)
    {
        string path = Path.Combine(_folder.Path, rows is null ? "rewritten.onnx" : "again.onnx");
        graph.WriteTo(path);
        using var session = new InferenceSession(path);
        using var options = new RunOptions();
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(rows ?? Input, [2, Rows]);
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(options, ["input"], [input], ["output"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private static float[] Turned(float[] values, int columns = Columns) =>
        [.. Enumerable.Range(0, values.Length).Select(i =>
            values[(i % (values.Length / columns) * columns) + (i / (values.Length / columns))])];

    private static float[] Random(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 2) - 1))];
    }

    private static byte[] Bytes(float[] values) => MemoryMarshal.AsBytes<float>(values).ToArray();
}

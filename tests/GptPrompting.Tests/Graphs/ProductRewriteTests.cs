using System.Runtime.InteropServices;
using Google.Protobuf;
using GptPrompting.Graphs;
using GptPrompting.Graphs.Format;
using Microsoft.ML.OnnxRuntime;
using Attributes = GptPrompting.Graphs.Format.Attributes;

namespace GptPrompting.Tests.Graphs;

/// <summary>Products of rows [b, s, 4] with a matrix [4, 6], traced as exporters of GPT-2 do it.</summary>
public class ProductRewriteTests
{
    private static readonly RewriteOptions ProductsOnly =
        new() { ContextLength = 16, WantedRows = false, Attention = AttentionForm.AsItIs };

    private static readonly long[] Ids = [0, 1, 2, 3, 4, 1];

    [Fact]
    public void Rewrite_ProductBetweenReshapes_IsOneOfRows()
    {
        RewrittenGraph rewritten = Rewrite(Model(), out ModelProto result);

        Assert.True(rewritten.Steps.Single().IsApplied);
        Assert.Equal(["Gather", "MatMul", "Add", "Neg"], result.Graph.Node.Select(node => node.OpType));
    }

    [Theory]
    [InlineData(1, 6)]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public void Rewrite_ProductBetweenReshapes_ComputesTheSame(int sequences, int tokens)
    {
        ModelProto model = Model();
        Rewrite(model, out ModelProto result);

        float[] expected = Run(model, sequences, tokens);

        // Row 0 of the table is 0, 1, 2, 3, and column 0 of the matrix -5, 1, 7, 13; the bias is 0.5.
        Assert.Equal(-((0 * -5) + (1 * 1) + (2 * 7) + (3 * 13) + 0.5f), expected[0]);
        Assert.Equal(expected, Run(result, sequences, tokens));
    }

    [Theory]
    [InlineData("transB")]
    [InlineData("alpha")]
    [InlineData("beta")]
    public void Rewrite_ProductThatDoesMore_KeepsIt(string attribute)
    {
        ModelProto model = Model();
        NodeProto gemm = model.Graph.Node.Single(node => node.OpType == "Gemm");
        gemm.Attribute.Add(attribute == "transB" ? Attributes.Int(attribute, 1) : Attributes.Float(attribute, 2));
        if (attribute == "transB")
        {
            model.Graph.Initializer.Single(tensor => tensor.Name == "matrix").Dims.Clear();
            model.Graph.Initializer.Single(tensor => tensor.Name == "matrix").Dims.Add([6L, 4L]);
        }

        Rewrite(model, out ModelProto result);

        Assert.Equal("Gemm", Assert.Single(result.Graph.Node, node => node.OpType is "Gemm" or "MatMul").OpType);
        Assert.Equal(Run(model, 2, 3), Run(result, 2, 3));
    }

    [Fact]
    public void Rewrite_ReshapeThatMovesRows_IsKept()
    {
        // [b * s, 4] holds the rows of [s, b, 4]: not those that the product's result is split into.
        ModelProto model = Model();
        NodeProto before = model.Graph.Node.First(node => node.OpType == "Reshape");
        NodeProto turn = OnnxFile.Node("Transpose", ["rows"], ["turned"]);
        turn.Attribute.Add(Attributes.Ints("perm", 1, 0, 2));
        model.Graph.Node.Insert(1, turn);
        before.Input[0] = "turned";

        Rewrite(model, out ModelProto result);

        Assert.Contains(result.Graph.Node, node => node.OpType == "Gemm");
        Assert.Equal(Run(model, 2, 3), Run(result, 2, 3));
    }

    [Fact]
    public void Rewrite_NothingReshaped_SaysThatItIsSo()
    {
        Rewrite(Model(), out ModelProto result);

        RewriteStep step = Rewrite(result, out _).Steps.Single();

        Assert.Equal((true, false, true), (step.IsThere, step.IsApplied, step.Holds));
    }

    [Fact]
    public void Rewrite_ComputedShapeWithOneSizeOpen_BecomesAConstant()
    {
        ModelProto model = Model();
        NodeProto before = model.Graph.Node.First(node => node.OpType == "Reshape");
        model.Graph.Node.Insert(1, OnnxFile.Node("Size", ["input_ids"], ["size"]));
        model.Graph.Node.Insert(2, OnnxFile.Node("Reshape", ["size", "one"], ["count"]));
        NodeProto concat = OnnxFile.Node("Concat", ["count", "four"], ["computed"]);
        concat.Attribute.Add(Attributes.Int("axis", 0));
        model.Graph.Node.Insert(3, concat);
        before.Input[1] = "computed";
        model.Graph.Node.Single(node => node.OpType == "Gemm").Attribute.Add(Attributes.Float("alpha", 2));

        Rewrite(model, out ModelProto result);

        string shape = result.Graph.Node.First(node => node.OpType == "Reshape").Input[1];
        TensorProto constant = result.Graph.Initializer.Single(tensor => tensor.Name == shape);
        Assert.Equal([-1, 4], MemoryMarshal.Cast<byte, long>(constant.RawData.Span).ToArray());
        Assert.Equal(Run(model, 2, 3), Run(result, 2, 3));
    }

    [Fact]
    public void Rewrite_ComputedShapeWithTwoSizesOpen_KeepsThoseOfTheInput()
    {
        ModelProto model = Model();
        Rewrite(model, out ModelProto products);
        products.Graph.Node.Add(
        [
            OnnxFile.Node("Shape", ["rows"], ["sizes"]), OnnxFile.Node("Slice", ["sizes", "zero", "two"], ["batch"]),
            model.Graph.Node.Single(node => node.OpType == "Concat"),
            OnnxFile.Node("Reshape", ["negative", "shape"], ["logits"]),
        ]);
        products.Graph.Node.Single(node => node.OpType == "Neg").Output[0] = "negative";
        products.Graph.Initializer.Add([Integers("width", 3, 2), Integers("zero", 0), Integers("two", 2)]);

        Rewrite(products, out ModelProto result);

        string shape = result.Graph.Node.Single(node => node.OpType == "Reshape").Input[1];
        TensorProto constant = result.Graph.Initializer.Single(tensor => tensor.Name == shape);
        Assert.Equal([0, 0, 3, 2], MemoryMarshal.Cast<byte, long>(constant.RawData.Span).ToArray());
        Assert.Equal(Run(products, 2, 3), Run(result, 2, 3));
    }

    /// <summary>input_ids [b, s] → logits [b, s, 6].</summary>
    private static ModelProto Model()
    {
        NodeProto concat = OnnxFile.Node("Concat", ["batch", "width"], ["shape"]);
        concat.Attribute.Add(Attributes.Int("axis", 0));
        ModelProto model = OnnxFile.Model(
            [
                OnnxFile.Node("Gather", ["table", "input_ids"], ["rows"]),
                OnnxFile.Node("Reshape", ["rows", "flat"], ["merged"]),
                OnnxFile.Node("Gemm", ["merged", "matrix", "bias"], ["product"]),
                OnnxFile.Node("Shape", ["rows"], ["sizes"]),
                OnnxFile.Node("Slice", ["sizes", "zero", "two"], ["batch"]),
                concat,
                OnnxFile.Node("Reshape", ["product", "shape"], ["split"]),
                OnnxFile.Node("Neg", ["split"], ["logits"]),
            ],
            [
                Floats("table", i => i, 5, 4), Floats("matrix", i => i - 5, 4, 6), Floats("bias", _ => 0.5f, 6),
                Integers("flat", -1, 4), Integers("width", 6), Integers("zero", 0), Integers("two", 2),
                Integers("one", 1), Integers("four", 4),
            ]);
        model.Graph.Input[0] = OnnxFile.Value("input_ids", 7, 0, 0);
        model.Graph.Output[0] = OnnxFile.Value("logits", 1);
        model.Graph.Input[0].Type.TensorType.Shape = null;
        model.Graph.Output[0].Type.TensorType.Shape = null;
        return model;
    }

    private static RewrittenGraph Rewrite(ModelProto model, out ModelProto result)
    {
        RewrittenGraph rewritten = GraphRewriter.Rewrite(OnnxFile.Opened(model), ProductsOnly);
        result = ModelProto.Parser.ParseFrom(rewritten.ToBytes());
        return rewritten;
    }

    private static float[] Run(ModelProto model, int sequences, int tokens)
    {
        using var session = new InferenceSession(model.ToByteArray());
        using var options = new RunOptions();
        using OrtValue ids = OrtValue.CreateTensorValueFromMemory(Ids, [sequences, tokens]);
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(options, ["input_ids"], [ids], ["logits"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private static TensorProto Floats(string name, Func<int, float> value, params long[] shape) => OnnxFile.Weight(
        name, 1, MemoryMarshal.AsBytes<float>(
            [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (count, size) => count * size)).Select(value)]).ToArray(),
        shape);

    private static TensorProto Integers(string name, params long[] values) =>
        OnnxFile.Weight(name, 7, Bytes(values).ToByteArray(), values.Length);

    private static ByteString Bytes(long[] values) => ByteString.CopyFrom(MemoryMarshal.AsBytes<long>(values));
}

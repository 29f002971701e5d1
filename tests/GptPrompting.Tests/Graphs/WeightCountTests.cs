using GptPrompting.Graphs;
using GptPrompting.Graphs.Format;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Graphs;

/// <summary>What of a graph's constants is learned.</summary>
public sealed class WeightCountTests : IDisposable
{
    private const int Float = 1;
    private const int UInt8 = 2;
    private const int Int8 = 3;
    private const int Int64 = 7;
    private const int Bool = 9;
    private const int Int4 = 22;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, 0, 3 * 64)]
    [InlineData(64, 3, 3 * 64)]
    [InlineData(40, 3, 3 * 40)]
    public void Parameters_BlocksOfFourBits_AreCountedUnpackedAndWithoutWhatFillsThemUp(int k, int n, long expected)
    {
        NodeProto node = OnnxFile.Node("MatMulNBits", ["input", "weight", "scales"], ["output"]);
        node.Attribute.Add([Attributes.Int("bits", 4), Attributes.Int("K", k), Attributes.Int("N", n)]);

        Assert.Equal([(WeightPrecision.FourBit, expected)], Counted([node],
            Weight("weight", UInt8, 96, 3, 2, 16), Weight("scales", Float, 24, 6)));
    }

    [Fact]
    public void Parameters_ElementsOfFourBits_AreCounted() =>
        Assert.Equal([(WeightPrecision.FourBit, 6L)], Counted(
            [OnnxFile.Node("DequantizeLinear", ["weight", "scales", "zeros"], ["output"])],
            Weight("weight", Int4, 3, 2, 3), Weight("scales", Float, 12, 3), Weight("zeros", Int4, 2, 3)));

    [Fact]
    public void Parameters_RowsGatheredBeforeTheyBecomeFloats_AreCounted() =>
        Assert.Equal([(WeightPrecision.Int8, 40L)], Counted(
            [
                OnnxFile.Node("Gather", ["table", "input"], ["rows"]),
                OnnxFile.Node("DequantizeLinear", ["rows", "scales"], ["output"]),
            ],
            Weight("table", UInt8, 40, 10, 4), Weight("scales", Float, 16, 4)));

    [Theory]
    [InlineData("scales", "wide")]
    [InlineData("wide", "scales")]
    public void Parameters_RowsTimesTheirScales_AreCountedWithoutThese(string left, string right) =>
        Assert.Equal([(WeightPrecision.Int8, 40L)], Counted(
            [
                OnnxFile.Node("Gather", ["table", "input"], ["rows"]),
                OnnxFile.Node("Gather", ["table_scales", "input"], ["scales"]),
                OnnxFile.Node("Cast", ["rows"], ["wide"]),
                OnnxFile.Node("Mul", [left, right], ["output"]),
            ],
            Weight("table", Int8, 40, 10, 4), Weight("table_scales", Float, 40, 10, 1)));

    [Fact]
    public void Parameters_ProductOfIntegers_IsCountedWithoutItsScales() =>
        Assert.Equal([(WeightPrecision.Int8, 8L)], Counted(
            [
                OnnxFile.Node("DynamicQuantizeLinear", ["input"], ["integers", "scale", "zero"]),
                OnnxFile.Node("MatMulInteger", ["integers", "weight", "zero"], ["product"]),
                OnnxFile.Node("Mul", ["scale", "scales"], ["both"]),
                OnnxFile.Node("Cast", ["product"], ["wide"]),
                OnnxFile.Node("Mul", ["wide", "both"], ["output"]),
            ],
            Weight("weight", Int8, 8, 2, 4), Weight("scales", Float, 16, 4)));

    [Fact]
    public void Parameters_MasksIndicesAndSingleNumbers_AreNone() =>
        Assert.Equal([(WeightPrecision.Float32, 6L)], Counted(
            [
                OnnxFile.Node("Cast", ["mask"], ["wide"]),
                OnnxFile.Node("Mul", ["wide", "least"], ["bias"]),
                OnnxFile.Node("Where", ["triangle", "bias", "least"], ["hidden"]),
                OnnxFile.Node("Gather", ["hidden", "positions"], ["rows"]),
                OnnxFile.Node("Add", ["rows", "weight"], ["output"]),
            ],
            Weight("mask", UInt8, 16, 1, 1, 4, 4), Weight("triangle", Bool, 16, 1, 1, 4, 4),
            Weight("positions", Int64, 32, 1, 4), Weight("least", Float, 4), Weight("weight", Float, 24, 2, 3)));

    [Fact]
    public void Parameters_TablesOfCosines_AreNone() =>
        Assert.Empty(Counted(
            [OnnxFile.Node("GroupQueryAttention", ["input", "", "", "", "", "", "", "cos", "sin"], ["output"])],
            Weight("cos", Float, 24, 3, 2), Weight("sin", Float, 24, 3, 2)));

    [Fact]
    public void Parameters_WhatEachExpertHas_IsCounted() =>
        Assert.Equal([(WeightPrecision.FourBit, 64L)], Counted(
            [OnnxFile.Node("QMoE", ["input", "router", "up", "up_scales", "", "down", "down_scales"], ["output"])],
            Weight("up", UInt8, 16, 2, 4, 2), Weight("up_scales", Float, 32, 2, 4),
            Weight("down", UInt8, 16, 2, 4, 2), Weight("down_scales", Float, 32, 2, 4)));

    // The in-box model: blocks of 12 * 160^2 weights, tables of 2048 tokens and 512 positions, of which the first is
    // stored a second time for the logits, and 21 norms of 320 numbers and 10 times 1,440 of biases.
    [Theory]
    [InlineData(ModelWeights.AsTheyAre, (10 * 307_200) + 409_600, 0, 0)]
    [InlineData(ModelWeights.EightBit, 0, (10 * 307_200) + 409_600 + 327_680, 0)]
    [InlineData(ModelWeights.FourBit, 0, 409_600, (10 * 307_200) + 327_680)]
    [InlineData(ModelWeights.EightBitExact, 0, (10 * 307_200) + 409_600 + 327_680, 0)]
    [InlineData(ModelWeights.FourBitExact, 0, 409_600, (10 * 307_200) + 327_680)]
    public void Parameters_OptimizedFolder_AreThoseOfTheModel(ModelWeights weights, long halves, long bytes, long fours)
    {
        string folder = Path.Combine(_folder.Path, "optimized");
        ModelOptimizer.Optimize(InBox.Folder, folder, weights);

        IReadOnlyDictionary<WeightPrecision, long> counted =
            OnnxGraph.Open(Path.Combine(folder, "model_fp16.onnx")).Parameters;

        Assert.Equal((21 * 320) + (10 * 1440), counted[WeightPrecision.Float32]);
        Assert.Equal((halves, bytes, fours), (counted.GetValueOrDefault(WeightPrecision.Float16),
            counted.GetValueOrDefault(WeightPrecision.Int8), counted.GetValueOrDefault(WeightPrecision.FourBit)));
    }

    private static IEnumerable<(WeightPrecision Precision, long Count)> Counted(
        NodeProto[] nodes, params TensorProto[] weights) =>
        OnnxFile.Opened(OnnxFile.Model(nodes, weights)).Parameters.Select(pair => (pair.Key, pair.Value));

    private static TensorProto Weight(string name, int type, int bytes, params long[] shape) =>
        OnnxFile.Weight(name, type, new byte[bytes], shape);
}

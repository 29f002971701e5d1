using GptPrompting.Graphs;
using GptPrompting.Graphs.Format;
using GptPrompting.Tests.Fakes;
using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Tests.Graphs;

public class OnnxGraphTests
{
    [Fact]
    public void Open_InBoxModel_TellsItsInputsAndOutputs()
    {
        OnnxGraph graph = OnnxGraph.Open(Path.Combine(InBox.Folder, "model_fp16.onnx"));

        Assert.Equal("input_ids", graph.Inputs[0].Name);
        Assert.Equal(ElementType.Int64, graph.Inputs[0].Type);
        Assert.Equal(23, graph.Inputs.Count);
        Assert.Equal("logits", graph.Outputs[0].Name);
        Assert.Equal(ElementType.Float, graph.Outputs[0].Type);
        Assert.Equal(2048, graph.Outputs[0].Dimensions![^1].Size);
        Assert.Equal(17, graph.Opsets[""]);
    }

    [Fact]
    public void Open_InBoxModel_CountsOperatorsAndParameters()
    {
        OnnxGraph graph = OnnxGraph.Open(Path.Combine(InBox.Folder, "model_fp16.onnx"));

        Assert.Equal(10, graph.OperatorCounts["Softmax"]);

        // Ten blocks of a 160 wide GPT-2, 512 positions, 2048 tokens: 12 * 160^2 weights a block and the embeddings.
        Assert.Equal((10 * 12 * 160 * 160) + ((2048 + 512) * 160), graph.Parameters[WeightPrecision.Float16]);
        Assert.Empty(graph.ExternalFiles);
    }

    [Fact]
    public void InBoxModel_InOnnxRuntime_HasEachActivationInOneOperator()
    {
        using var folder = new TemporaryFolder();
        string optimized = Path.Combine(folder.Path, "model.onnx");
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_EXTENDED,
            OptimizedModelFilePath = optimized,
        };
        using (new InferenceSession(Path.Combine(InBox.Folder, "model_fp16.onnx"), options))
        {
            Assert.Equal(10, OnnxGraph.Open(optimized).OperatorCounts["FastGelu"]);
        }
    }

    [Fact]
    public void Open_LargeWeight_LeavesItInTheFile()
    {
        OnnxGraph graph = OnnxGraph.Open(Path.Combine(InBox.Folder, "model_fp16.onnx"));

        OnnxTensor weight = graph.Initializers["wte.fp16"];

        Assert.IsType<FileTensorData>(weight.Data);
        Assert.Equal([2048, 160], weight.Dimensions);
        Assert.Equal(2048 * 160 * 2, weight.Data.ToArray().Length);
        Assert.Empty(graph.Model.Graph.Initializer);
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(7, 8)]
    [InlineData(10, 2)]
    [InlineData(9, 1)]
    public void Read_ValuesInTheFieldOfTheirType_GivesThemAsBytes(int type, int size)
    {
        var weight = new TensorProto { Name = "weight", DataType = type, Dims = { 2 } };
        weight.FloatData.Add(type == 1 ? [1f, 2f] : []);
        weight.Int64Data.Add(type == 7 ? [1, 2] : []);
        weight.Int32Data.Add(type is 9 or 10 ? [1, 2] : []);

        OnnxTensor read = Opened(weight).Initializers["weight"];

        Assert.Equal(2 * size, read.ByteLength);
        Assert.Equal(type == 1 ? BitConverter.GetBytes(2f) : [2, .. new byte[size - 1]], read.Data!.ToArray()[size..]);
    }

    [Fact]
    public void Read_InitializerListedAsInput_IsNoInput()
    {
        ModelProto model = OnnxFile.Sum();
        model.Graph.Input.Add(OnnxFile.Value("weight", 1, 2, 3));

        Assert.Equal(["input"], OnnxFile.Opened(model).Inputs.Select(input => input.Name));
    }

    [Theory]
    [InlineData(new long[] { 2, 4 }, 1, "has 24 bytes; it needs 32")]
    [InlineData(new long[] { -2, 3 }, 1, "has the shape [-2, 3]")]
    [InlineData(new[] { 1L << 40, 1L << 40 }, 1, "has the shape")]
    [InlineData(new long[] { 2, 3 }, 99, "element type 99")]
    public void Read_WeightAtOddsWithItsShape_Throws(long[] shape, int type, string expected)
    {
        ModelProto model = OnnxFile.Sum();
        TensorProto weight = model.Graph.Initializer[0];
        weight.Dims.Clear();
        weight.Dims.Add(shape);
        weight.DataType = type;

        var e = Assert.Throws<ModelFormatException>(() => OnnxFile.Opened(model));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TwoWeightsOfOneName_Throws()
    {
        ModelProto model = OnnxFile.Sum();
        model.Graph.Initializer.Add(model.Graph.Initializer[0].Clone());

        var e = Assert.Throws<ModelFormatException>(() => OnnxFile.Opened(model));

        Assert.Contains("two weights are named 'weight'", e.Message, StringComparison.Ordinal);
    }

    private static OnnxGraph Opened(TensorProto weight) =>
        OnnxFile.Opened(OnnxFile.Model([OnnxFile.Node("Identity", ["weight"], ["output"])], [weight]));
}

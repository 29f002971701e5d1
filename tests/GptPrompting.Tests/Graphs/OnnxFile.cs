using Google.Protobuf;
using GptPrompting.Graphs;
using GptPrompting.Graphs.Format;

namespace GptPrompting.Tests.Graphs;

/// <summary>Small ONNX models, made where a test needs one.</summary>
internal static class OnnxFile
{
    /// <summary>output = input + weight, where the weight is [2, 3] and zero.</summary>
    public static ModelProto Sum() => Model(
        [Node("Add", ["input", "weight"], ["output"])],
        [Weight("weight", 1, new byte[24], 2, 3)]);

    public static TensorProto Weight(string name, int type, byte[] values, params long[] shape) =>
        new() { Name = name, DataType = type, Dims = { shape }, RawData = ByteString.CopyFrom(values) };

    public static ModelProto Model(NodeProto[] nodes, TensorProto[] weights) => new()
    {
        IrVersion = 8,
        OpsetImport = { new OperatorSetIdProto { Domain = "", Version = 17 } },
        Graph = new GraphProto
        {
            Name = "test",
            Node = { nodes },
            Initializer = { weights },
            Input = { Value("input", 1, 2, 3) },
            Output = { Value("output", 1, 2, 3) },
        },
    };

    public static NodeProto Node(string operation, string[] inputs, string[] outputs) =>
        new() { OpType = operation, Input = { inputs }, Output = { outputs } };

    public static ValueInfoProto Value(string name, int type, params long[] shape) => new()
    {
        Name = name,
        Type = new TypeProto
        {
            TensorType = new TypeProto.Types.Tensor
            {
                ElemType = type,
                Shape = new TensorShapeProto
                {
                    Dim = { shape.Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }) },
                },
            },
        },
    };

    public static OnnxGraph Opened(ModelProto model, string folder = "/models") => Opened(model.ToByteArray(), folder);

    public static OnnxGraph Opened(byte[] bytes, string folder = "/models") =>
        OnnxGraph.Read(new MemoryStream(bytes), Path.Combine(folder, "model.onnx"));
}

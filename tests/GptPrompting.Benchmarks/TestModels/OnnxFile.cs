using System.Runtime.InteropServices;
using Google.Protobuf;
using GptPrompting.Graphs;
using GptPrompting.Graphs.Format;

namespace GptPrompting.Benchmarks.TestModels;

/// <summary>An ONNX graph under construction. Every method that adds a node returns the name of its output.</summary>
internal sealed class OnnxFile
{
    public const string Microsoft = "com.microsoft";

    private readonly GraphProto _graph = new() { Name = "main_graph" };
    private readonly Dictionary<string, int> _counts = [];

    /// <param name="op">The operator.</param>
    /// <param name="inputs">Names of values; empty is an input left out.</param>
    /// <param name="attributes">See <see cref="Attribute(string, long)"/>.</param>
    public string Add(string op, string[] inputs, params AttributeProto[] attributes) =>
        Add(op, inputs, [NewName(op)], attributes)[0];

    public string[] Add(string op, string[] inputs, string[] outputs, params AttributeProto[] attributes)
    {
        bool isOnnx = op is not ("GroupQueryAttention" or "SkipLayerNormalization" or "FastGelu");
        _graph.Node.Add(new NodeProto
        {
            Name = $"/{outputs[0]}/{op}",
            OpType = op,
            Domain = isOnnx ? "" : Microsoft,
            Input = { inputs },
            Output = { outputs },
            Attribute = { attributes },
        });
        return outputs;
    }

    /// <summary>A node that holds a number or a list, as tracers write them.</summary>
    public string Constant(long value) => Constant(Tensor([], [value]));

    public string Constant(float value) => Constant(Tensor([], [value]));

    public string Constant(params long[] values) => Constant(Tensor([values.Length], values));

    public string Weight(WeightTensor weight) => Initializer(weight.Name, Tensor(weight.Shape, weight.Values));

    public string Initializer(string name, TensorProto tensor)
    {
        tensor.Name = name;
        _graph.Initializer.Add(tensor);
        return name;
    }

    public void Input(string name, ElementType type, params object[] sizes) =>
        _graph.Input.Add(Value(name, type, sizes));

    public void Output(string name, ElementType type, params object[] sizes) =>
        _graph.Output.Add(Value(name, type, sizes));

    public static AttributeProto Attribute(string name, long value) =>
        new() { Name = name, I = value, Type = AttributeProto.Types.AttributeType.Int };

    public static AttributeProto Attribute(string name, float value) =>
        new() { Name = name, F = value, Type = AttributeProto.Types.AttributeType.Float };

    public static AttributeProto Attribute(string name, params long[] values) =>
        new() { Name = name, Ints = { values }, Type = AttributeProto.Types.AttributeType.Ints };

    public static TensorProto Tensor<T>(int[] shape, T[] values)
        where T : unmanaged => new()
        {
            Dims = { shape.Select(size => (long)size) },
            DataType = (int)TypeOf<T>(),
            RawData = UnsafeByteOperations.UnsafeWrap(MemoryMarshal.AsBytes(values.AsSpan()).ToArray()),
        };

    /// <param name="path">Where to write.</param>
    /// <param name="opset">Version of the operators of ONNX itself.</param>
    public void Save(string path, int opset)
    {
        var model = new ModelProto
        {
            IrVersion = 8,
            ProducerName = "GptPrompting.Benchmarks",
            Graph = _graph,
            OpsetImport =
            {
                new OperatorSetIdProto { Domain = "", Version = opset },
                new OperatorSetIdProto { Domain = Microsoft, Version = 1 },
            },
        };
        using FileStream file = File.Create(path);
        model.WriteTo(file);
    }

    private string Constant(TensorProto tensor) => Add("Constant", [], [NewName("Constant")], new AttributeProto
    {
        Name = "value",
        T = tensor,
        Type = AttributeProto.Types.AttributeType.Tensor,
    })[0];

    private static ElementType TypeOf<T>() => default(T) switch
    {
        float => ElementType.Float,
        long => ElementType.Int64,
        bool => ElementType.Bool,
        _ => throw new NotSupportedException($"{typeof(T)}"),
    };

    private string NewName(string op)
    {
        _counts[op] = _counts.GetValueOrDefault(op) + 1;
        return $"{op}_{_counts[op]}";
    }

    private static ValueInfoProto Value(string name, ElementType type, object[] sizes) => new()
    {
        Name = name,
        Type = new TypeProto
        {
            TensorType = new TypeProto.Types.Tensor
            {
                ElemType = (int)type,
                Shape = new TensorShapeProto { Dim = { sizes.Select(Dimension) } },
            },
        },
    };

    private static TensorShapeProto.Types.Dimension Dimension(object size) => size is int value
        ? new TensorShapeProto.Types.Dimension { DimValue = value }
        : new TensorShapeProto.Types.Dimension { DimParam = (string)size };
}

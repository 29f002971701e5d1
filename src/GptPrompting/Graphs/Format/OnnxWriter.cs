using Google.Protobuf;

namespace GptPrompting.Graphs.Format;

/// <summary>Writes a graph, its weights streamed from wherever they are.</summary>
internal static class OnnxWriter
{
    private const int ModelGraph = 7;
    private const int GraphInitializer = 5;
    private const int TensorRaw = 9;

    /// <param name="model">All but nodes and constants.</param>
    /// <param name="nodes">In running order.</param>
    /// <param name="constants">Each with its values, or with the place in another file to name instead of them.</param>
    /// <param name="target">Where to.</param>
    public static void Write(
        ModelProto model, IEnumerable<NodeProto> nodes, IReadOnlyList<StoredTensor> constants, Stream target)
    {
        (ModelProto outer, GraphProto graph, long graphLength) = Parts(model, nodes, constants);
        using var output = new CodedOutputStream(target, leaveOpen: true);
        outer.WriteTo(output);
        output.WriteTag(ModelGraph, WireFormat.WireType.LengthDelimited);
        output.WriteUInt64((ulong)graphLength);
        graph.WriteTo(output);
        foreach (StoredTensor constant in constants)
        {
            output.WriteTag(GraphInitializer, WireFormat.WireType.LengthDelimited);
            output.WriteUInt64((ulong)constant.Length);
            constant.Header.WriteTo(output);
            if (constant.Values is { } values)
            {
                output.WriteTag(TensorRaw, WireFormat.WireType.LengthDelimited);
                output.WriteUInt64((ulong)values.ByteLength);
                output.Flush();
                values.CopyTo(target);
            }
        }
    }

    /// <summary>How many bytes it writes; beyond 2 GiB no reader takes them.</summary>
    public static long Length(
        ModelProto model, IEnumerable<NodeProto> nodes, IReadOnlyList<StoredTensor> constants)
    {
        (ModelProto outer, _, long graphLength) = Parts(model, nodes, constants);
        return outer.CalculateSize() + FieldLength(ModelGraph, graphLength);
    }

    private static (ModelProto Outer, GraphProto Graph, long GraphLength) Parts(
        ModelProto model, IEnumerable<NodeProto> nodes, IReadOnlyList<StoredTensor> constants)
    {
        ModelProto outer = model.Clone();
        GraphProto graph = outer.Graph;
        outer.Graph = null;
        graph.Node.Add(nodes);
        return (outer, graph,
            graph.CalculateSize() + constants.Sum(constant => FieldLength(GraphInitializer, constant.Length)));
    }

    private static long FieldLength(int field, long length) => CodedOutputStream.ComputeTagSize(field)
        + CodedOutputStream.ComputeUInt64Size((ulong)length) + length;

    /// <summary>A constant as it goes into a file.</summary>
    /// <param name="Header">All but its values.</param>
    /// <param name="Values">Its values, or null where the header says where they are.</param>
    internal sealed record StoredTensor(TensorProto Header, TensorData? Values)
    {
        public long Length { get; } =
            Header.CalculateSize() + (Values is null ? 0 : FieldLength(TensorRaw, Values.ByteLength));

        /// <summary>With its values inside.</summary>
        public static StoredTensor Inside(OnnxTensor tensor) => tensor.Data is null
            ? new StoredTensor(tensor.Header!, null)
            : new StoredTensor(HeaderOf(tensor), tensor.Data);

        /// <summary>With its values at a place in a file beside the graph.</summary>
        public static StoredTensor Beside(OnnxTensor tensor, string file, long offset)
        {
            TensorProto header = HeaderOf(tensor);
            header.DataLocation = TensorProto.Types.DataLocation.External;
            header.ExternalData.Add(Entry("location", file));
            header.ExternalData.Add(Entry("offset", $"{offset}"));
            header.ExternalData.Add(Entry("length", $"{tensor.ByteLength}"));
            return new StoredTensor(header, null);
        }

        private static TensorProto HeaderOf(OnnxTensor tensor) =>
            new() { Name = tensor.Name, DataType = (int)tensor.Type, Dims = { tensor.Dimensions } };

        private static StringStringEntryProto Entry(string key, string value) => new() { Key = key, Value = value };
    }
}

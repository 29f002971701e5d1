using GptPrompting.Graphs;
using GptPrompting.Graphs.Format;

namespace GptPrompting.Tests.Fakes;

/// <summary>Graphs that are well-formed files and wrong in what they say.</summary>
internal static class NodeMutation
{
    private static readonly long[] Numbers = [0, -1, 1, 3, 7, 24, 1L << 40, long.MinValue, long.MaxValue];

    /// <summary>A copy in which one to three nodes are other ones, connected otherwise, or gone.</summary>
    public static ModelProto Of(ModelProto model, Random random)
    {
        ModelProto changed = model.Clone();
        GraphProto graph = Any([.. Nested(changed.Graph)], random)!;
        for (int count = random.Next(1, 4); count > 0; count--)
        {
            Change(graph, graph.Node[random.Next(graph.Node.Count)], random);
        }

        return changed;
    }

    /// <summary>A copy in which weights, inputs or outputs are of another type or shape.</summary>
    public static ModelProto OfValues(ModelProto model, Random random)
    {
        ModelProto changed = model.Clone();
        GraphProto graph = Any([.. Nested(changed.Graph)], random)!;
        for (int count = random.Next(1, 3); count > 0; count--)
        {
            if (random.Next(2) == 0 && Any(graph.Initializer, random) is { } weight)
            {
                Change(weight, random);
            }
            else if (Any([.. graph.Input, .. graph.Output, .. graph.ValueInfo], random) is { } value)
            {
                Change(value, random);
            }
        }

        return changed;
    }

    private static IEnumerable<GraphProto> Nested(GraphProto graph) =>
        graph.Node.SelectMany(node => node.Attribute).Where(attribute => attribute.G is not null)
            .SelectMany(attribute => Nested(attribute.G)).Append(graph);

    private static void Change(GraphProto graph, NodeProto node, Random random)
    {
        NodeProto other = graph.Node[random.Next(graph.Node.Count)];
        switch (random.Next(9))
        {
            case 0:
                node.OpType = other.OpType;
                break;
            case 1 when node.Input.Count > 0 && other.Output.Count > 0:
                node.Input[random.Next(node.Input.Count)] = other.Output[0];
                break;
            case 2 when node.Input.Count > 0:
                node.Input.RemoveAt(random.Next(node.Input.Count));
                break;
            case 3 when node.Input.Count > 1:
                (node.Input[0], node.Input[1]) = (node.Input[1], node.Input[0]);
                break;
            case 4:
                node.Attribute.Clear();
                break;
            case 5 when node.Attribute.Count > 0:
                SetNumbers(Any(node.Attribute, random)!, Any(Numbers, random));
                break;
            case 6 when graph.Node.Count > 1:
                graph.Node.Remove(node);
                break;
            case 7 when graph.Input.Count > 0:
                graph.Input[random.Next(graph.Input.Count)].Type = null;
                break;
            default:
                graph.Output[random.Next(graph.Output.Count)].Type = null;
                break;
        }
    }

    private static void Change(TensorProto weight, Random random)
    {
        switch (random.Next(4))
        {
            case 0 when weight.Dims.Count > 0:
                weight.Dims[random.Next(weight.Dims.Count)] = Any(Numbers, random);
                break;
            case 1:
                weight.DataType = random.Next(0, 24);
                break;
            case 2 when weight.Dims.Count > 1:
                (weight.Dims[0], weight.Dims[1]) = (weight.Dims[1], weight.Dims[0]);
                break;
            default:
                byte[] bytes = weight.RawData.ToByteArray();
                random.NextBytes(bytes);
                weight.RawData = Google.Protobuf.ByteString.CopyFrom(bytes);
                break;
        }
    }

    private static void Change(ValueInfoProto value, Random random)
    {
        if (value.Type?.TensorType is not { } tensor)
        {
            return;
        }

        TensorShapeProto.Types.Dimension? size = Any(tensor.Shape?.Dim ?? [], random);
        switch (random.Next(4))
        {
            case 0:
                tensor.ElemType = random.Next(0, 24);
                break;
            case 1 when size is not null:
                size.DimValue = Any(Numbers, random);
                break;
            case 2 when size is not null:
                tensor.Shape!.Dim.Remove(size);
                break;
            default:
                tensor.Shape?.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = Any(Numbers, random) });
                break;
        }
    }

    private static T? Any<T>(IList<T> list, Random random) => list.Count == 0 ? default : list[random.Next(list.Count)];

    private static void SetNumbers(AttributeProto attribute, long value)
    {
        attribute.I = value;
        for (int i = 0; i < attribute.Ints.Count; i++)
        {
            attribute.Ints[i] = value;
        }
    }
}

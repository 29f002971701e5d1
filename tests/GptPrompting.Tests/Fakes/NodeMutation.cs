using GptPrompting.Graphs;

namespace GptPrompting.Tests.Fakes;

/// <summary>Graphs that are well-formed files and wrong in what they say.</summary>
internal static class NodeMutation
{
    private static readonly long[] Numbers = [0, -1, 1, 3, 7, 1L << 40, long.MinValue, long.MaxValue];

    /// <summary>A copy in which one to three nodes are other ones, connected otherwise, or gone.</summary>
    public static ModelProto Of(ModelProto model, Random random)
    {
        ModelProto changed = model.Clone();
        for (int count = random.Next(1, 4); count > 0; count--)
        {
            Change(changed.Graph, changed.Graph.Node[random.Next(changed.Graph.Node.Count)], random);
        }

        return changed;
    }

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
                SetNumbers(node.Attribute[0], Numbers[random.Next(Numbers.Length)]);
                break;
            case 6:
                graph.Node.Remove(node);
                break;
            case 7:
                graph.Input[random.Next(graph.Input.Count)].Type = null;
                break;
            default:
                graph.Output[random.Next(graph.Output.Count)].Type = null;
                break;
        }
    }

    private static void SetNumbers(AttributeProto attribute, long value)
    {
        attribute.I = value;
        for (int i = 0; i < attribute.Ints.Count; i++)
        {
            attribute.Ints[i] = value;
        }
    }
}

namespace GptPrompting.Graphs.Format;

/// <summary>Reading a node's inputs and attributes.</summary>
internal static class Nodes
{
    /// <summary>An input's name, or null where it is left out.</summary>
    public static string? InputAt(this NodeProto node, int index) =>
        index < node.Input.Count && node.Input[index].Length > 0 ? node.Input[index] : null;

    public static AttributeProto? Find(this NodeProto node, string name) =>
        node.Attribute.FirstOrDefault(attribute => attribute.Name == name);

    public static long Int(this NodeProto node, string name, long whenAbsent) => node.Find(name)?.I ?? whenAbsent;

    public static long[]? Ints(this NodeProto node, string name) =>
        node.Find(name) is { } found ? [.. found.Ints] : null;

    public static bool HasSubgraph(this NodeProto node) =>
        node.Attribute.Any(attribute => attribute.G is not null || attribute.Graphs.Count > 0);

    /// <summary>All values that a node reads: its inputs, and what its subgraphs take from outside.</summary>
    public static IEnumerable<string> Uses(this NodeProto node)
    {
        IEnumerable<string> names = node.Input;
        foreach (GraphProto graph in node.Attribute.SelectMany(Subgraphs))
        {
            names = names.Concat(OnnxGraph.AllNodes(graph).SelectMany(inner => inner.Input))
                .Concat(graph.Output.Select(value => value.Name));
        }

        return names.Where(name => name.Length > 0);
    }

    private static IEnumerable<GraphProto> Subgraphs(AttributeProto attribute) =>
        attribute.G is { } graph ? attribute.Graphs.Append(graph) : attribute.Graphs;
}

using GptPrompting.Graphs.Format;

namespace GptPrompting.Graphs.Probing;

/// <summary>A node with what is known of its inputs.</summary>
internal sealed class ProbeArguments(NodeProto node, Func<string, ProbeTensor?> find)
{
    public NodeProto Node => node;

    public bool Has(int index) => node.InputAt(index) is not null;

    /// <exception cref="ProbeException">Nothing is known of it.</exception>
    public ProbeTensor this[int index] => Find(index)
        ?? throw new ProbeException($"input {index} of {node.OpType} '{node.Output[0]}' is not known");

    public ProbeTensor? Find(int index) => node.InputAt(index) is string name ? find(name) : null;

    /// <summary>The elements of an input that must be known: a shape, axes, a length.</summary>
    public long[] Integers(int index) => this[index] is { HasValues: true } tensor
        ? [.. tensor.Values.Select(value => (long)value)]
        : throw new ProbeException($"the elements of input {index} of {node.OpType} '{node.Output[0]}' are not known");

    /// <summary>Numbers that are an attribute of older operators, an input of newer ones, or neither.</summary>
    public long[]? Integers(string attribute, int index) =>
        node.Ints(attribute) ?? (Has(index) ? Integers(index) : null);

    /// <summary>An axis, counted from the front.</summary>
    public static int Axis(long axis, int rank) => axis >= -rank && axis < Math.Max(rank, 1)
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw new ProbeException($"there is no axis {axis} of {rank}");
}

/// <summary>A graph cannot be tried with these inputs: an operator is not known, or shapes do not fit.</summary>
internal sealed class ProbeException(string message) : Exception(message);

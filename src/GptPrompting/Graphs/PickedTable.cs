using GptPrompting.Graphs.Format;

namespace GptPrompting.Graphs;

/// <summary>A table that is no longer in a graph, which is given the rows picked from it.</summary>
/// <param name="Input">The graph's input that takes them, [1, s, columns].</param>
/// <param name="Table">The table, [rows, columns].</param>
/// <param name="IsByPosition">Whether positions pick from it, and not token ids.</param>
internal sealed record PickedTable(string Input, OnnxTensor Table, bool IsByPosition);

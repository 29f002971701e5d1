namespace GptPrompting.Models;

/// <summary>A decoder graph, which any number of sequences share.</summary>
internal sealed class OnnxModel : ICausalModel
{
    private OnnxModel(GraphSession graph) => Graph = graph;

    public int VocabularySize => Graph.VocabularySize;

    public required int ContextLength { get; init; }

    internal GraphSession Graph { get; }

    /// <inheritdoc cref="GraphSession.Load"/>
    /// <param name="source">The graph and how to run it.</param>
    /// <param name="contextLength">The most tokens of a sequence.</param>
    public static OnnxModel Load(GraphSource source, int contextLength) =>
        new(GraphSession.Load(source)) { ContextLength = contextLength };

    public ICausalSequence Begin()
    {
        Graph.CheckOpen();
        return new OnnxSequence(this);
    }

    public void Dispose() => Graph.Dispose();
}

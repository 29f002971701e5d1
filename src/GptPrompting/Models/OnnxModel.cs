namespace GptPrompting.Models;

/// <summary>A decoder graph, which any number of sequences share.</summary>
internal sealed class OnnxModel : ICausalModel
{
    private OnnxModel(GraphSession graph) => Graph = graph;

    public int VocabularySize => Graph.VocabularySize;

    public required int ContextLength { get; init; }

    internal GraphSession Graph { get; }

    /// <inheritdoc cref="GraphSession.Load"/>
    /// <param name="path">The graph.</param>
    /// <param name="config">What the model's folder says of it.</param>
    /// <param name="contextLength">The most tokens of a sequence.</param>
    /// <param name="threads">Threads of one forward pass; null leaves it to ONNX Runtime.</param>
    /// <param name="owner">The type that a call after disposal names: the one that callers know.</param>
    public static OnnxModel Load(string path, ModelConfig config, int contextLength, int? threads, Type owner) =>
        new(GraphSession.Load(path, config, threads, owner)) { ContextLength = contextLength };

    public ICausalSequence Begin()
    {
        Graph.CheckOpen();
        return new OnnxSequence(this);
    }

    public void Dispose() => Graph.Dispose();
}

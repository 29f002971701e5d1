using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Models;

/// <summary>An encoder graph with <c>logits</c> [b, s, v] over its own vocabulary.</summary>
internal sealed class OnnxMaskedModel : IMaskedModel
{
    private static readonly string[] Outputs = [EncoderGraph.Logits];

    private readonly EncoderGraph _graph;

    /// <param name="graph">The graph; disposed with this object.</param>
    /// <param name="vocabularySize">What the config says, or null.</param>
    /// <param name="contextLength">The most tokens of a text.</param>
    /// <exception cref="ModelFormatException">The graph gives no logits, or others than the config says.</exception>
    public OnnxMaskedModel(EncoderGraph graph, int? vocabularySize, int contextLength)
    {
        _graph = graph;
        ContextLength = contextLength;
        if (!graph.Outputs.TryGetValue(EncoderGraph.Logits, out NodeMetadata? logits)
            || !TensorValues.CanRead(logits.ElementDataType))
        {
            throw new ModelFormatException(graph.Path, $"the graph has no output '{EncoderGraph.Logits}' of a float "
                + $"type (it has {string.Join(", ", graph.Outputs.Keys)}); export it for the task fill-mask");
        }

        int? columns = logits.Dimensions is [_, _, > 0] ? logits.Dimensions[2] : null;
        VocabularySize = columns ?? vocabularySize ?? throw new ModelFormatException(
            graph.Path, "neither the graph nor config.json gives the vocabulary size");
        if (vocabularySize is int stated && stated != VocabularySize)
        {
            throw new ModelFormatException(graph.Path,
                $"the logits have {VocabularySize} columns, but vocab_size in config.json is {stated}");
        }
    }

    public int VocabularySize { get; }

    public int ContextLength { get; }

    public float[] Read(TokenBatch batch, IReadOnlyList<int> rows, CancellationToken cancellationToken) =>
        _graph.Run(batch, Outputs, values => Take(values[0], batch, rows), cancellationToken);

    public void Dispose() => _graph.Dispose();

    private float[] Take(OrtValue logits, TokenBatch batch, IReadOnlyList<int> rows)
    {
        long[] shape = logits.GetTensorTypeAndShape().Shape;
        if (!shape.SequenceEqual([batch.BatchSize, batch.Length, VocabularySize]))
        {
            throw new ModelFormatException(_graph.Path, $"the graph gave logits of shape [{string.Join(", ", shape)}]; "
                + $"expected [{batch.BatchSize}, {batch.Length}, {VocabularySize}]");
        }

        float[] taken = new float[rows.Count * VocabularySize];
        for (int i = 0; i < rows.Count; i++)
        {
            TensorValues.Read(logits, rows[i] * VocabularySize, VocabularySize).CopyTo(taken, i * VocabularySize);
        }

        return WantedRows.FirstWrong(taken) is var wrong and >= 0
            ? throw new ModelFormatException(_graph.Path,
                $"the model gave a logit for token {wrong % VocabularySize} that is NaN or infinite")
            : taken;
    }
}

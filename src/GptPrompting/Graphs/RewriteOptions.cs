namespace GptPrompting.Graphs;

/// <summary>What a graph is rewritten to.</summary>
internal sealed record RewriteOptions
{
    /// <summary>The most tokens of a sequence: how far masks are checked.</summary>
    public required int ContextLength { get; init; }

    /// <summary>Whether logits are to be computed for wanted rows only. Default: true.</summary>
    public bool WantedRows { get; init; } = true;

    /// <summary>Whether matrix products are to take rows as they are. Default: true.</summary>
    public bool PlainProducts { get; init; } = true;

    /// <summary>What attention is to be fused to. Default: <see cref="AttentionForm.Batched"/>.</summary>
    public AttentionForm Attention { get; init; } = AttentionForm.Batched;

    /// <summary>
    /// Whether embeddings that are stored a second time for the last matrix product are to be stored once. Default:
    /// false, for it takes reading both, which opening a folder otherwise does not.
    /// </summary>
    public bool SharedEmbedding { get; init; }

    /// <summary>
    /// Whether a graph of the form <see cref="AttentionForm.Packed"/> is to be given rows of its tables of embeddings.
    /// Default: false, for whoever runs it must know.
    /// </summary>
    public bool RowInputs { get; init; }

    /// <summary>How weights of matrix products are to be stored. Default: as they are.</summary>
    public WeightFormat Weights { get; init; } = WeightFormat.AsTheyAre;

    /// <summary>What the graph calls its inputs and its output.</summary>
    public DecoderNames Names { get; init; } = new();
}

namespace GptPrompting.States;

/// <summary>How a text becomes a vector.</summary>
public sealed record EmbeddingOptions
{
    /// <summary>
    /// How the tokens' last hidden states are joined. Null, the default, takes the graph's own
    /// <c>sentence_embedding</c> where it gives one, else what the folder's <c>1_Pooling/config.json</c> says, else the
    /// mean.
    /// </summary>
    public Pooling? Pooling { get; init; }

    /// <summary>
    /// Whether to scale the vector to length 1, so that a dot product is a cosine. False by default: as the model has
    /// it.
    /// </summary>
    public bool Normalize { get; init; }
}

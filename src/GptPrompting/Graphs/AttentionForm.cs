namespace GptPrompting.Graphs;

/// <summary>What attention is fused to.</summary>
internal enum AttentionForm
{
    AsItIs,

    /// <summary>
    /// <c>MultiHeadAttention</c>: the graph's inputs and outputs stay, so that it is run as it was, batches and padding
    /// included. Keys and values must have as many heads as queries.
    /// </summary>
    Batched,

    /// <summary>
    /// <c>GroupQueryAttention</c> with one buffer for past and present and a bias that says which token sees which:
    /// <c>input_ids</c> and <c>position_ids</c> [1, s], <c>attention_bias</c> [1, 1, s, total], <c>seqlens_k</c> int32
    /// [1] = total - 1, <c>total_sequence_length</c> int32 scalar, caches [1, heads, capacity, d]; no mask.
    /// </summary>
    Packed,
}

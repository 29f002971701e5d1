namespace GptPrompting;

/// <summary>
/// Whether a graph is rewritten in memory when its folder is opened, to compute the same faster: logits of wanted
/// tokens only, matrix products without reshaping, and attention in one operator. What is not proved to fit stays as
/// it is; the files are not changed.
/// </summary>
/// <remarks>
/// Where everything fits, and the processor computes, all sequences of a pass lie in one row over one buffer of keys
/// and values: what they share is there once, and forks copy nothing. Embeddings are read from the model's file row by
/// row, as tokens need them.
/// </remarks>
public enum GraphRewriting
{
    /// <summary>
    /// Where its weights take at least 64 MiB, or <see cref="ModelOptimizer"/> wrote or prepared it; with other small
    /// ones it takes longer than it soon saves.
    /// </summary>
    WhenLarge,

    /// <summary>Whatever its size.</summary>
    Always,

    /// <summary>Every graph is run as its file has it.</summary>
    Never,
}

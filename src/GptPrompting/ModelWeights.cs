namespace GptPrompting;

/// <summary>
/// How the weights of matrix products and embeddings are stored: by <see cref="ModelOptimizer"/> in a file, or in
/// memory by <see cref="LanguageModelOptions.Weights"/>.
/// </summary>
public enum ModelWeights
{
    /// <summary>As the model has them.</summary>
    AsTheyAre,

    /// <summary>
    /// 16-bit floats, half the size; they become 32-bit floats when the model is opened, so that speed stays the same.
    /// </summary>
    SixteenBit,

    /// <summary>
    /// 8-bit integers with a scale per output, a quarter of 32-bit floats; text is read fastest. Inputs of a matrix
    /// product are rounded to 8 bits too, all tokens of a pass with one scale. So results depend on what is read
    /// together, in batches, with a prefix cache and by other callers: a token's log-probability by 0.05 nats on
    /// GPT-2's size, and by up to 0.6 on models of a few thousand weights. For numbers that are to be compared, score
    /// one by one.
    /// </summary>
    EightBit,

    /// <summary>
    /// 4-bit integers with a scale per 32 of them, a sixth of 32-bit floats; embeddings take 8 bits. Text is read
    /// slower than with 8 bits and written faster, and the loss rises more. On some processors and sizes of matrices,
    /// what is read together changes results here too (up to 0.07 nats on the in-box model).
    /// </summary>
    FourBit,
}

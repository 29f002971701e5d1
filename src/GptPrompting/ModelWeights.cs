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
    /// 8-bit integers with a scale per output, a quarter of the size and the fastest. Inputs of a matrix product are
    /// rounded to 8 bits too, all tokens of a pass with one scale: results depend a little on what is read together.
    /// </summary>
    EightBit,

    /// <summary>
    /// 4-bit integers with a scale per 32 of them, a sixth of the size; embeddings take 8 bits. Text is read slower
    /// than with 8 bits, and the loss rises more.
    /// </summary>
    FourBit,
}

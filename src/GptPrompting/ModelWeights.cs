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
    /// 8-bit integers with a scale per output, a quarter of 32-bit floats; text is read fastest. Of their range, matrix
    /// products use -63 to 63, so that every processor computes the same: without VNNI, sums of larger ones are cut
    /// off, which changed a token's log-probability by 0.13 nats on the in-box model, on average, where rounding to
    /// this range changes it by 0.06. Inputs of a product are rounded to 8 bits too, all tokens of a pass with one
    /// scale. So results depend on what is read together, in batches, with a prefix cache and by other callers: a
    /// token's log-probability by 0.06 nats on GPT-2's size, and by up to 0.7 on the in-box model. For numbers that are
    /// to be compared, take <see cref="EightBitExact"/>, or score one by one.
    /// </summary>
    EightBit,

    /// <summary>
    /// 4-bit integers with a scale per 32 of them, a sixth of 32-bit floats; embeddings take 8 bits. Text is read
    /// slower than with 8 bits and written faster, and the loss rises more. Inputs of a matrix product are rounded to
    /// 8 bits, 32 of a token's at a time. Other tokens do not enter into that; but attention over another arrangement
    /// of the same tokens differs in the last bit, and rounding makes a step of that. So what is read together changes
    /// results here too: by 0.02 nats on GPT-2's size, and by up to 0.13 on the in-box model.
    /// </summary>
    FourBit,

    /// <summary>
    /// Integers from -127 to 127 with a scale per output, multiplied by inputs of 21 bits: what is read together
    /// changes results by less than 1e-4 nats for each token, as with 32-bit floats. The file is as large as that of
    /// <see cref="EightBit"/>; a prompt of 1,000 tokens takes a fifth more memory. On GPT-2's size text is read as
    /// fast as with 32-bit floats or a tenth slower, 2 to 3 times slower than with <see cref="EightBit"/>, and written
    /// twice as fast as with 32-bit floats, 1.4 to 1.7 times slower than with <see cref="EightBit"/>.
    /// </summary>
    EightBitExact,

    /// <summary>
    /// The integers of <see cref="FourBit"/>, multiplied by inputs that are not rounded: what is read together changes
    /// results by less than 1e-4 nats for each token, as with 32-bit floats. On GPT-2's size text is read as fast as
    /// with 32-bit floats, and written 2.4 times as fast, 1.5 to 1.8 times slower than with <see cref="FourBit"/>; in
    /// batches it is written no faster than with 32-bit floats.
    /// </summary>
    FourBitExact,
}

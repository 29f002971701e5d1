namespace GptPrompting.Scoring;

/// <summary>What is hidden from a masked model while it predicts a token of a text.</summary>
public enum Masking
{
    /// <summary>The token alone (Salazar et al. 2020, Masked Language Model Scoring).</summary>
    Token,

    /// <summary>
    /// The token and those after it in the same word, so that a rare word of several tokens is not given away by its
    /// own end (Kauf and Ivanova 2023, A Better Way to Do Masked Language Model Scoring: PLL-word-l2r). Words are those
    /// of the tokenizer's splitter, as in Hugging Face's <c>word_ids</c>.
    /// </summary>
    RestOfWord,

    /// <summary>
    /// All tokens of the word (Kauf and Ivanova 2023: PLL-whole-word), which ignores how they depend on each other.
    /// </summary>
    WholeWord,
}

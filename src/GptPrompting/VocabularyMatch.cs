using GptPrompting.Tokenization;

namespace GptPrompting;

/// <summary>Whether a tokenizer and a model speak of the same token ids.</summary>
internal static class VocabularyMatch
{
    // Models pad their vocabulary to round numbers (phi-1.5: 50,295 tokens in 51,200 columns), but never by as much as
    // this.
    private const double LargestPadding = 0.1;

    /// <exception cref="ModelFormatException">
    /// The tokenizer gives ids that the logits lack, or has far fewer tokens than the logits have columns.
    /// </exception>
    public static void Check(HuggingFaceTokenizer tokenizer, int columns, string tokenizerFile)
    {
        if (tokenizer.VocabularySize > columns)
        {
            throw new ModelFormatException(tokenizerFile,
                $"token ids go up to {tokenizer.VocabularySize - 1}, but the model's logits have {columns} columns");
        }

        if (tokenizer.TokenCount < columns * (1 - LargestPadding))
        {
            throw new ModelFormatException(tokenizerFile,
                $"there are {tokenizer.TokenCount} tokens, but the model's logits have {columns} columns; "
                + "this tokenizer belongs to another model");
        }
    }
}

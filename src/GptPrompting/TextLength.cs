namespace GptPrompting;

/// <summary>Whether a text fits a model that reads it whole.</summary>
internal static class TextLength
{
    /// <returns>The token ids.</returns>
    /// <exception cref="ArgumentException">There are none, or too many.</exception>
    public static int[] Check(int[] ids, int contextLength) => ids.Length == 0
        ? throw new ArgumentException("The text is empty; there is nothing to read.", "text")
        : ids.Length <= contextLength
        ? ids
        : throw new ArgumentException(
            $"The text has {ids.Length} tokens; the model reads at most {contextLength}.", "text");
}

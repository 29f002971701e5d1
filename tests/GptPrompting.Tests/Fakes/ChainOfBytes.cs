using System.Text;
using GptPrompting.Tokenization;

namespace GptPrompting.Tests.Fakes;

/// <summary>
/// A language model over single bytes that knows one text, in which no byte occurs twice: each byte is followed by the
/// next one, and the last by the end-of-text token.
/// </summary>
internal static class ChainOfBytes
{
    private const int EndOfText = 256;

    /// <param name="text">The text.</param>
    /// <param name="end">The token that ends generation; null for the end-of-text token.</param>
    public static LanguageModel Load(string text, string? end = null)
    {
        HuggingFaceTokenizer tokenizer = TokenizerJson.Of().WithToken("<|endoftext|>", EndOfText, "special").Load();
        int[] chain = [.. tokenizer.Encode(text, addSpecialTokens: false), EndOfText];
        if (chain.Distinct().Count() != Encoding.UTF8.GetByteCount(text) + 1)
        {
            throw new ArgumentException($"A byte occurs twice in '{text}'.", nameof(text));
        }

        int[] next = [.. Enumerable.Repeat(EndOfText, EndOfText + 1)];
        for (int i = 0; i + 1 < chain.Length; i++)
        {
            next[chain[i]] = chain[i + 1];
        }

        int endId = tokenizer.IdOf(end ?? "<|endoftext|>")!.Value;
        return new LanguageModel("chain", TableModel.Chain(next), tokenizer, [endId]);
    }
}

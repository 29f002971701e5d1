using Microsoft.ML.Tokenizers;

namespace GptPrompting.Tokenization;

// Which tokens make a word.
public sealed partial class HuggingFaceTokenizer
{
    /// <returns>
    /// The tokens of a text with its special tokens, and the word of each: the piece that the splitter gave, counted
    /// from 0, or -1 for special tokens around the text. An added token in the text is a word of its own.
    /// </returns>
    /// <exception cref="ArgumentException">The text has half a surrogate pair.</exception>
    internal (int[] Ids, int[] WordOf) EncodeWords(string text)
    {
        var settings = new EncodeSettings { ConsiderNormalization = true, ConsiderPreTokenization = true };
        EncodedText encoded = Encode(text, settings, withSegments: true);
        IEnumerable<int> words = encoded.Segments!.Index()
            .SelectMany(each => Enumerable.Repeat(each.Index, each.Item.TokenCount));
        return (
            [.. _template.Before, .. encoded.Ids, .. _template.After],
            [.. _template.Before.Select(_ => -1), .. words, .. _template.After.Select(_ => -1)]);
    }
}

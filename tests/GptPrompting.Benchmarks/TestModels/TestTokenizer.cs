using System.Text.Json;

namespace GptPrompting.Benchmarks.TestModels;

/// <summary>
/// A byte-level BPE vocabulary of GPT-2's size: 256 bytes, then pairs of them, then the end of text. A space and a
/// letter or digit are one token, so that a text of so many words has so many tokens.
/// </summary>
internal static class TestTokenizer
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private const char Space = 'Ġ';

    /// <summary>How many different words <see cref="WordId"/> knows.</summary>
    public static int Words => Letters.Length;

    /// <summary>The id of the word " x", where x is the letter or digit of this index.</summary>
    public static int WordId(int index) => 256 + index;

    /// <summary>The text of words, as the tokenizer splits it into exactly these ids.</summary>
    public static string Text(IEnumerable<int> wordIds) => string.Concat(wordIds.Select(id => $" {Letters[id - 256]}"));

    /// <returns>Texts of all tokens by id, in the byte-level alphabet.</returns>
    public static string[] Tokens(int vocabularySize) =>
    [
        .. Alphabet().Select(letter => $"{letter}"),
        .. Merges(vocabularySize).Select(pair => $"{pair.First}{pair.Second}"),
        "<|endoftext|>",
    ];

    /// <returns>Pairs that become one token, in the order of their ids, from 256 on.</returns>
    public static (char First, char Second)[] Merges(int vocabularySize)
    {
        char[] alphabet = [.. Alphabet()];
        IEnumerable<(char First, char Second)> others =
            from first in alphabet
            from second in alphabet
            where !(first == Space && Letters.Contains(second, StringComparison.Ordinal))
            select (first, second);
        return [.. Letters.Select(letter => (Space, letter)), .. others.Take(vocabularySize - 257 - Letters.Length)];
    }

    /// <returns>The same, as files have them.</returns>
    public static string[] MergeLines(int vocabularySize) =>
        [.. Merges(vocabularySize).Select(pair => $"{pair.First} {pair.Second}")];

    public static void Write(int vocabularySize, string path)
    {
        string[] tokens = Tokens(vocabularySize);
        var file = new
        {
            version = "1.0",
            added_tokens = new[]
            {
                new
                {
                    id = vocabularySize - 1,
                    content = tokens[^1],
                    single_word = false,
                    lstrip = false,
                    rstrip = false,
                    normalized = false,
                    special = true,
                },
            },
            pre_tokenizer = new { type = "ByteLevel", add_prefix_space = false, trim_offsets = true, use_regex = true },
            decoder = new { type = "ByteLevel", add_prefix_space = true, trim_offsets = true, use_regex = true },
            model = new
            {
                type = "BPE",
                vocab = tokens.Index().ToDictionary(token => token.Item, token => token.Index),
                merges = MergeLines(vocabularySize),
            },
        };
        File.WriteAllText(path, JsonSerializer.Serialize(file));
    }

    // Bytes that are visible characters stand for themselves, the others for characters from U+0100 on (GPT-2).
    private static IEnumerable<char> Alphabet()
    {
        int unseen = 0;
        for (int value = 0; value < 256; value++)
        {
            bool isVisible = value is (>= 33 and <= 126) or (>= 161 and <= 172) or (>= 174 and <= 255);
            yield return isVisible ? (char)value : (char)(256 + unseen++);
        }
    }
}

using System.Text;
using System.Text.Json;

namespace GptPrompting.Tokenization;

/// <summary>Reads the <c>pre_tokenizer</c> of a <c>tokenizer.json</c>.</summary>
internal static class SplitterReader
{
    /// <returns>The splitter, and whether it writes bytes in the byte alphabet.</returns>
    /// <exception cref="FormatException">It is of a kind that is not supported.</exception>
    public static (ISplitter Splitter, bool IsByteLevel) Read(JsonElement root)
    {
        if (root.Member("pre_tokenizer") is not { } config)
        {
            return (new SplitterSequence([]), false);
        }

        // Only the first ByteLevel writes bytes, and later ones would split what it wrote.
        List<string> kinds = [.. Kinds(config)];
        int byteLevel = kinds.IndexOf("ByteLevel");
        return byteLevel < 0 || byteLevel == kinds.Count - 1
            ? (ReadOne(config), byteLevel >= 0)
            : throw new FormatException($"the pre_tokenizer {kinds[byteLevel + 1]} after ByteLevel is not supported");
    }

    private static IEnumerable<string> Kinds(JsonElement config) => config.RequiredText("type") == "Sequence"
        ? config.Items("pretokenizers").SelectMany(Kinds)
        : [config.RequiredText("type")];

    private static ISplitter ReadOne(JsonElement config) => config.RequiredText("type") switch
    {
        "ByteLevel" => new ByteLevelSplitter(
            addPrefixSpace: config.Flag("add_prefix_space"), useRegex: config.Flag("use_regex", otherwise: true)),
        "Digits" => new CharacterSplitter(
            IsNumeric, config.Flag("individual_digits") ? SplitBehavior.Isolated : SplitBehavior.Contiguous),
        "Split" => ReadSplit(config),
        "Metaspace" => ReadMetaspace(config),
        "Punctuation" => new CharacterSplitter(
            WordCharacters.IsPunctuation,
            config.Member("behavior") is null ? SplitBehavior.Isolated : Behavior(config)),
        "Whitespace" => new WordSplitter(),
        "WhitespaceSplit" => new CharacterSplitter(Rune.IsWhiteSpace, SplitBehavior.Removed),
        "BertPreTokenizer" => new SplitterSequence(
        [
            new CharacterSplitter(Rune.IsWhiteSpace, SplitBehavior.Removed),
            new CharacterSplitter(WordCharacters.IsPunctuation, SplitBehavior.Isolated),
        ]),
        "CharDelimiterSplit" => new LiteralSplitter(
            RequiredContent(config.RequiredText("delimiter")), SplitBehavior.Removed, inverted: false),
        "Sequence" => new SplitterSequence([.. config.Items("pretokenizers").Select(ReadOne)]),
        string type => throw new FormatException($"the pre_tokenizer {type} is not supported"),
    };

    private static bool IsNumeric(Rune rune) => Rune.GetUnicodeCategory(rune)
        is >= System.Globalization.UnicodeCategory.DecimalDigitNumber
        and <= System.Globalization.UnicodeCategory.OtherNumber;

    private static ISplitter ReadSplit(JsonElement config)
    {
        JsonElement pattern = config.RequiredMember("pattern");
        bool inverted = config.Flag("invert");
        return pattern.Text("Regex") is { } expression
            ? new PatternSplitter(new OnigurumaPattern(RequiredContent(expression)), Behavior(config), inverted)
            : new LiteralSplitter(RequiredContent(pattern.RequiredText("String")), Behavior(config), inverted);
    }

    private static string RequiredContent(string pattern) =>
        pattern.Length > 0 ? pattern : throw new FormatException("a pattern of the pre_tokenizer is empty");

    private static SplitBehavior Behavior(JsonElement config) => config.RequiredText("behavior") switch
    {
        "Removed" => SplitBehavior.Removed,
        "Isolated" => SplitBehavior.Isolated,
        "MergedWithPrevious" => SplitBehavior.MergedWithPrevious,
        "MergedWithNext" => SplitBehavior.MergedWithNext,
        "Contiguous" => SplitBehavior.Contiguous,
        string behavior => throw new FormatException($"the behavior {behavior} of the pre_tokenizer is not supported"),
    };

    private static MetaspaceSplitter ReadMetaspace(JsonElement config) => new(
        MetaspaceReader.Mark(config), MetaspaceReader.Scheme(config), config.Flag("split", otherwise: true));
}

using System.Text.Json;
using System.Text.RegularExpressions;

namespace GptPrompting.Tokenization;

/// <summary>Reads the <c>pre_tokenizer</c> of a <c>tokenizer.json</c>.</summary>
internal static class SplitterReader
{
    /// <exception cref="FormatException">It is none for byte-level BPE, or of a kind that is not supported.</exception>
    public static ISplitter Read(JsonElement root)
    {
        JsonElement config = root.Member("pre_tokenizer")
            ?? throw new FormatException("there is no pre_tokenizer; only byte-level BPE is supported");
        return HasByteLevel(config)
            ? ReadOne(config)
            : throw new FormatException("the pre_tokenizer has no ByteLevel; only byte-level BPE is supported");
    }

    // Only the first ByteLevel writes bytes, so nothing may come after it.
    private static bool HasByteLevel(JsonElement config) => config.Text("type") == "Sequence"
        ? config.Items("pretokenizers").LastOrDefault() is { ValueKind: JsonValueKind.Object } last
            && HasByteLevel(last)
        : config.Text("type") == "ByteLevel";

    private static ISplitter ReadOne(JsonElement config) => config.RequiredText("type") switch
    {
        "ByteLevel" => new ByteLevelSplitter(
            addPrefixSpace: config.Flag("add_prefix_space"), useRegex: config.Flag("use_regex", otherwise: true)),
        "Digits" => new DigitsSplitter(config.Flag("individual_digits")),
        "Split" => ReadSplit(config),
        "Sequence" => new SplitterSequence([.. config.Items("pretokenizers").Select(ReadOne)]),
        string type => throw new FormatException($"the pre_tokenizer {type} is not supported"),
    };

    private static PatternSplitter ReadSplit(JsonElement config)
    {
        JsonElement pattern = config.RequiredMember("pattern");
        string expression = pattern.Text("Regex") ?? Regex.Escape(pattern.RequiredText("String"));
        bool inverted = config.Flag("invert");
        return config.RequiredText("behavior") switch
        {
            "Isolated" => new PatternSplitter(expression, keepMatches: true, keepRest: true),
            "Removed" => new PatternSplitter(expression, keepMatches: inverted, keepRest: !inverted),
            string behavior => throw new FormatException(
                $"the behavior {behavior} of the pre_tokenizer Split is not supported"),
        };
    }
}

using System.Text;
using System.Text.Json;

namespace GptPrompting.Tokenization;

/// <summary>Reads the <c>normalizer</c> of a <c>tokenizer.json</c>.</summary>
internal static class NormalizerReader
{
    /// <returns>The normalizer, or null where the file has none.</returns>
    /// <exception cref="FormatException">It is of a kind that is not supported.</exception>
    public static INormalizer? Read(JsonElement root) =>
        root.Member("normalizer") is { } config && !IsEmpty(config) ? ReadOne(config) : null;

    private static bool IsEmpty(JsonElement config) =>
        config.Text("type") == "Sequence" && !config.Items("normalizers").Any();

    private static INormalizer ReadOne(JsonElement config) => config.RequiredText("type") switch
    {
        "Sequence" => new NormalizerSequence([.. config.Items("normalizers").Select(ReadOne)]),
        "NFC" => new UnicodeFormNormalizer(NormalizationForm.FormC),
        "NFD" => new UnicodeFormNormalizer(NormalizationForm.FormD),
        "NFKC" => new UnicodeFormNormalizer(NormalizationForm.FormKC),
        "NFKD" => new UnicodeFormNormalizer(NormalizationForm.FormKD),
        "Lowercase" => new TextNormalizer(CharacterNormalization.Lowercase),
        "StripAccents" => new TextNormalizer(CharacterNormalization.StripMarks),
        "Strip" => ReadStrip(config.RequiredFlag("strip_left"), config.RequiredFlag("strip_right")),
        "Prepend" => ReadPrepend(config.RequiredText("prepend")),
        "Replace" => new TextNormalizer(ReplacementReader.Read(config)),
        "BertNormalizer" => ReadBert(config),
        "Precompiled" => ReadPrecompiled(config),
        string type => throw new FormatException($"the normalizer {type} is not supported"),
    };

    private static TextNormalizer ReadStrip(bool left, bool right) =>
        new(text => CharacterNormalization.Strip(text, left, right));

    private static TextNormalizer ReadPrepend(string prefix) => new(text => text.Length == 0 ? text : prefix + text);

    private static BertNormalizer ReadBert(JsonElement config)
    {
        bool lowercases = config.Flag("lowercase", otherwise: true);
        return new BertNormalizer
        {
            CleansText = config.Flag("clean_text", otherwise: true),
            SeparatesIdeographs = config.Flag("handle_chinese_chars", otherwise: true),
            StripsAccents = config.Flag("strip_accents", otherwise: lowercases),
            Lowercases = lowercases,
        };
    }

    private static PrecompiledNormalizer ReadPrecompiled(JsonElement config)
    {
        try
        {
            return new PrecompiledNormalizer(Convert.FromBase64String(config.RequiredText("precompiled_charsmap")));
        }
        catch (FormatException e)
        {
            throw new FormatException($"'precompiled_charsmap' of the normalizer is not usable: {e.Message}", e);
        }
    }
}

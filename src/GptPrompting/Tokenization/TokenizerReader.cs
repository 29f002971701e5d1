using System.Text;
using System.Text.Json;

namespace GptPrompting.Tokenization;

/// <summary>Reads a <c>tokenizer.json</c>; what it cannot honour it refuses by name.</summary>
internal static class TokenizerReader
{
    /// <exception cref="FormatException">
    /// The file is of another kind, contradicts itself, or asks for what is not supported.
    /// </exception>
    public static HuggingFaceTokenizer Read(JsonElement root)
    {
        BytePairReader.RequireBytePairs(root);
        AddedToken[] addedTokens = [.. ReadAddedTokens(root)];
        ISplitter splitter = SplitterReader.Read(root);
        TextNormalizer? normalizer = ReadNormalizer(root);
        RequireByteLevelDecoder(root.Member("decoder"));
        (Vocabulary vocabulary, BytePairModel model) = BytePairReader.Read(root.RequiredMember("model"), addedTokens);
        SpecialTokenTemplate template = root.Member("post_processor") is { } processor
            ? TemplateReader.Read(processor)
            : SpecialTokenTemplate.Empty;
        foreach (int id in template.Before.Concat(template.After).Where(id => vocabulary.BytesOf(id) is null))
        {
            throw new FormatException($"the post_processor adds the token {id}, which there is not");
        }

        var encoder = new TextEncoder(model, splitter, normalizer, addedTokens);
        return new HuggingFaceTokenizer(encoder, vocabulary, template);
    }

    private static IEnumerable<AddedToken> ReadAddedTokens(JsonElement root)
    {
        if (root.Member("added_tokens") is null)
        {
            yield break;
        }

        foreach (JsonElement token in root.Items("added_tokens"))
        {
            bool isSpecial = token.Flag("special");
            yield return new AddedToken(token.RequiredMember("id").AsId("id"), token.RequiredText("content"))
            {
                IsSpecial = isSpecial,
                IsSingleWord = token.Flag("single_word"),
                StripsLeft = token.Flag("lstrip"),
                StripsRight = token.Flag("rstrip"),
                IsNormalized = token.Flag("normalized", otherwise: !isSpecial),
            };
        }
    }

    private static TextNormalizer? ReadNormalizer(JsonElement root)
    {
        if (root.Member("normalizer") is not { } config || ReadForms(config).ToArray() is not { Length: > 0 } forms)
        {
            return null;
        }

        return TextNormalizer.IsAvailable
            ? new TextNormalizer(forms)
            : throw new FormatException($"the normalizer {forms[0]} needs a program without InvariantGlobalization");
    }

    private static IEnumerable<NormalizationForm> ReadForms(JsonElement config) => config.RequiredText("type") switch
    {
        "Sequence" => config.Items("normalizers").SelectMany(ReadForms),
        "NFC" => [NormalizationForm.FormC],
        "NFD" => [NormalizationForm.FormD],
        "NFKC" => [NormalizationForm.FormKC],
        "NFKD" => [NormalizationForm.FormKD],
        string type => throw new FormatException($"the normalizer {type} is not supported"),
    };

    private static void RequireByteLevelDecoder(JsonElement? config)
    {
        string? type = config?.Text("type");
        if (type == "Sequence" && config!.Value.Items("decoders").ToArray() is [var only])
        {
            RequireByteLevelDecoder(only);
        }
        else if (type != "ByteLevel")
        {
            throw new FormatException(
                $"the decoder {type ?? "null"} is not supported; byte-level BPE has ByteLevel there");
        }
    }
}

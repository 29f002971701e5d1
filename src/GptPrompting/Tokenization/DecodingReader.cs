using System.Text.Json;

namespace GptPrompting.Tokenization;

/// <summary>Reads the <c>decoder</c> of a <c>tokenizer.json</c>.</summary>
internal static class DecodingReader
{
    /// <exception cref="FormatException">
    /// It is of a kind that is not supported, or contradicts the splitter.
    /// </exception>
    public static TokenDecoding Read(JsonElement root, bool isByteLevel)
    {
        JsonElement[] decoders = root.Member("decoder") is { } config ? [.. Flat(config)] : [];
        string types = decoders.Length == 0
            ? "null"
            : string.Join(", ", decoders.Select(decoder => decoder.RequiredText("type")));
        if ((types == "ByteLevel") != isByteLevel)
        {
            throw new FormatException(isByteLevel
                ? $"the decoder {types} is not supported; byte-level BPE has ByteLevel there"
                : "the decoder ByteLevel needs the pre_tokenizer ByteLevel");
        }

        return isByteLevel ? TokenDecoding.ByteLevel : ReadStages(decoders);
    }

    private static TokenDecoding ReadStages(JsonElement[] decoders)
    {
        if (decoders.Length == 0)
        {
            return TokenDecoding.Of(() => [new SpacedStage()]);
        }

        List<Func<ITokenStage>> stages = [];
        bool isFused = false;
        foreach (JsonElement decoder in decoders)
        {
            if (decoder.Text("type") == "Fuse")
            {
                isFused = true;
                continue;
            }

            stages.Add(ReadStage(decoder, isFused));
        }

        return TokenDecoding.Of(() => [.. stages.Select(create => create())]);
    }

    private static IEnumerable<JsonElement> Flat(JsonElement config) => config.RequiredText("type") == "Sequence"
        ? config.Items("decoders").SelectMany(Flat)
        : [config];

    private static Func<ITokenStage> ReadStage(JsonElement config, bool isFused)
    {
        string type = config.RequiredText("type");
        if (isFused && type != "Strip")
        {
            throw new FormatException($"the decoder {type} after Fuse is not supported");
        }

        switch (type)
        {
            case "Replace":
                Func<string, string> replace = ReplacementReader.Read(config);
                return () => new ReplaceStage(replace);
            case "ByteFallback":
                return () => new ByteFallbackStage();
            case "Strip":
                return ReadStrip(config, isFused);
            case "Metaspace":
                (char mark, PrependScheme scheme) = (MetaspaceReader.Mark(config), MetaspaceReader.Scheme(config));
                return () => new MetaspaceStage(mark, scheme);
            case "BPEDecoder":
                string suffix = config.Text("suffix") ?? "</w>";
                return () => new WordSuffixStage(suffix);
            case "WordPiece":
                string prefix = config.Text("prefix") ?? "##";
                bool cleansUp = config.Flag("cleanup", otherwise: true);
                return () => new WordPieceStage(prefix, cleansUp);
            default:
                throw new FormatException($"the decoder {type} is not supported");
        }
    }

    private static Func<ITokenStage> ReadStrip(JsonElement config, bool isFused)
    {
        string content = config.RequiredText("content");
        int left = config.RequiredMember("start").AsCount("start");
        int right = config.RequiredMember("stop").AsCount("stop");
        return content is [char character]
            ? () => new StripStage(character, left, right, isFused)
            : throw new FormatException($"'content' of the decoder Strip is '{content}'; it must be one character");
    }
}

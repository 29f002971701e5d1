using System.Text.Json;

namespace GptPrompting.Tokenization;

// What tokenizer_config.json adds.
public sealed partial class HuggingFaceTokenizer
{
    private HuggingFaceTokenizer WithConfig(JsonElement config) => new(_encoder, _vocabulary, _decoding, _template)
    {
        BosId = SpecialTokenId(config, "bos_token"),
        EosId = SpecialTokenId(config, "eos_token"),
        MaskId = KnownTokenId(config, "mask_token"),
        PadId = KnownTokenId(config, "pad_token"),
        ModelMaxLength = ReadMaxLength(config),
    };

    // Many models name tokens that only training needs and that their tokenizer lacks.
    private int? KnownTokenId(JsonElement config, string name) =>
        SpecialToken(config, name) is string token ? IdOf(token) : null;

    private int? SpecialTokenId(JsonElement config, string name) => SpecialToken(config, name) is not string token
        ? null
        : IdOf(token) ?? throw new FormatException($"'{name}' is '{token}', which is no token of tokenizer.json");

    // Either the token's text, or an object that holds it with the token's flags.
    private static string? SpecialToken(JsonElement config, string name) =>
        config.Member(name) is { ValueKind: JsonValueKind.Object } flags
            ? flags.RequiredText("content")
            : config.Text(name);

    // Writers put 1e30 for "no limit".
    private static int? ReadMaxLength(JsonElement config) => config.Member("model_max_length") switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.GetDouble() >= 1 =>
            number.GetDouble() > int.MaxValue ? null : (int)number.GetDouble(),
        { } other => throw new FormatException(
            $"'model_max_length' is {other.GetRawText()}; it must be a number above 0"),
    };
}

using System.Text.Json.Nodes;

namespace GptPrompting.Tokenization;

/// <summary>What a <c>vocab.txt</c> leaves unsaid: BERT's defaults, and what the config says otherwise.</summary>
internal sealed class WordPieceStyle
{
    private static readonly string[] Known =
        ["BertTokenizer", "DistilBertTokenizer", "ElectraTokenizer", "MobileBertTokenizer", "SqueezeBertTokenizer"];

    private readonly TokenizerConfig _config;

    private WordPieceStyle(TokenizerConfig config) => _config = config;

    /// <summary>Tokens that have a part to play where no file names others.</summary>
    public static Dictionary<string, string> Roles { get; } = new()
    {
        ["unk_token"] = "[UNK]", ["sep_token"] = "[SEP]", ["pad_token"] = "[PAD]", ["cls_token"] = "[CLS]",
        ["mask_token"] = "[MASK]",
    };

    /// <exception cref="FormatException">The class is not one of BERT's.</exception>
    public static WordPieceStyle Of(TokenizerConfig config) =>
        config.ClassName is { } name && !Known.Contains(name)
            ? throw new FormatException($"the tokenizer_class {name} without a tokenizer.json is not supported")
            : new(config);

    /// <returns>A <c>tokenizer.json</c> of the vocabulary, but for its added tokens.</returns>
    public JsonObject Json(JsonObject vocabulary) => new()
    {
        ["normalizer"] = new JsonObject
        {
            ["type"] = "BertNormalizer",
            ["lowercase"] = _config.Flag("do_lower_case") ?? true,
            ["strip_accents"] = _config.Flag("strip_accents"),
            ["handle_chinese_chars"] = _config.Flag("tokenize_chinese_chars") ?? true,
        },
        ["pre_tokenizer"] = new JsonObject { ["type"] = "BertPreTokenizer" },
        ["decoder"] = new JsonObject { ["type"] = "WordPiece" },
        ["post_processor"] = new JsonObject
        {
            ["type"] = "BertProcessing",
            ["cls"] = Named("cls_token", vocabulary),
            ["sep"] = Named("sep_token", vocabulary),
        },
        ["model"] = new JsonObject
        {
            ["type"] = "WordPiece", ["unk_token"] = Token("unk_token"), ["vocab"] = vocabulary,
        },
    };

    private string Token(string role) => _config.Role(role)?.Content ?? Roles[role];

    private JsonArray Named(string role, JsonObject vocabulary) =>
    [
        Token(role), VocabularyFiles.IdIn(vocabulary, Token(role))
            ?? throw new FormatException($"'{role}' is '{Token(role)}', which the vocabulary lacks"),
    ];
}

using System.Text.Json.Nodes;

namespace GptPrompting.Tokenization;

/// <summary>
/// What a <c>vocab.json</c> and a <c>merges.txt</c> leave unsaid: it depends on the Python class they were saved from,
/// as transformers has it in its conversions.
/// </summary>
internal sealed class BytePairStyle
{
    private const string Qwen2Pattern =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"
        + @"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private static readonly string[] WithFrame =
        ["RobertaTokenizer", "BartTokenizer", "LongformerTokenizer", "LEDTokenizer"];

    private static readonly string[] LikeGpt2 = ["GPT2Tokenizer", "CodeGenTokenizer", "GPTNeoXTokenizer"];

    private readonly string _className;

    private BytePairStyle(string className, Dictionary<string, string> roles) =>
        (_className, Roles) = (className, roles);

    /// <summary>Tokens that have a part to play where no file names others.</summary>
    public Dictionary<string, string> Roles { get; }

    public string? Suffix => IsGpt1 ? "</w>" : null;

    public string? UnknownToken => IsGpt1 ? "<unk>" : null;

    private bool IsGpt1 => _className == "OpenAIGPTTokenizer";

    /// <exception cref="FormatException">The class is not known.</exception>
    public static BytePairStyle Of(TokenizerConfig config, JsonObject vocabulary)
    {
        // The byte alphabet's space is in every byte-level vocabulary; GPT-1 ends its words otherwise.
        string name = config.ClassName is { } known and not "PreTrainedTokenizer" ? known
            : vocabulary.ContainsKey("\u0120") || !vocabulary.ContainsKey("<unk>") ? "GPT2Tokenizer"
            : "OpenAIGPTTokenizer";
        if (WithFrame.Contains(name))
        {
            return new(name, new()
            {
                ["bos_token"] = "<s>", ["eos_token"] = "</s>", ["unk_token"] = "<unk>", ["pad_token"] = "<pad>",
                ["cls_token"] = "<s>", ["sep_token"] = "</s>", ["mask_token"] = "<mask>",
            });
        }

        const string End = "<|endoftext|>";
        return name switch
        {
            "OpenAIGPTTokenizer" => new(name, new() { ["unk_token"] = "<unk>" }),
            "Qwen2Tokenizer" => new(name, new() { ["eos_token"] = End, ["unk_token"] = End, ["pad_token"] = End }),
            _ when LikeGpt2.Contains(name) =>
                new(name, new() { ["bos_token"] = End, ["eos_token"] = End, ["unk_token"] = End }),
            _ => throw new FormatException(
                $"the tokenizer_class {name} without a tokenizer.json is not supported"),
        };
    }

    /// <returns>A <c>tokenizer.json</c> around the model, but for its added tokens.</returns>
    public JsonObject Json(JsonObject model, TokenizerConfig config)
    {
        bool addsSpace = config.Flag("add_prefix_space") ?? false;
        JsonObject words = _className == "Qwen2Tokenizer" ? Sequence(Split(Qwen2Pattern), ByteLevel(addsSpace, false))
            : IsGpt1 ? new() { ["type"] = "BertPreTokenizer" }
            : ByteLevel(addsSpace, useRegex: true);
        return new JsonObject
        {
            ["normalizer"] = _className == "Qwen2Tokenizer" ? new JsonObject { ["type"] = "NFC" }
                : IsGpt1 ? new JsonObject { ["type"] = "BertNormalizer" }
                : null,
            ["pre_tokenizer"] = words,
            ["decoder"] = IsGpt1
                ? new JsonObject { ["type"] = "BPEDecoder", ["suffix"] = Suffix }
                : ByteLevel(addsSpace: false, useRegex: true),
            ["post_processor"] = Frame(model["vocab"]!.AsObject(), config),
            ["model"] = model,
        };
    }

    private JsonObject? Frame(JsonObject vocabulary, TokenizerConfig config)
    {
        if (WithFrame.Contains(_className))
        {
            return new JsonObject
            {
                ["type"] = "RobertaProcessing",
                ["cls"] = Named("cls_token", vocabulary, config),
                ["sep"] = Named("sep_token", vocabulary, config),
            };
        }

        return config.Flag("add_bos_token") == true ? Beginning(Named("bos_token", vocabulary, config)) : null;
    }

    private static JsonObject Beginning(JsonArray token) => new()
    {
        ["type"] = "TemplateProcessing",
        ["single"] = new JsonArray(
            new JsonObject { ["SpecialToken"] = new JsonObject { ["id"] = (string)token[0]! } },
            new JsonObject { ["Sequence"] = new JsonObject { ["id"] = "A" } }),
        ["special_tokens"] = new JsonObject
        {
            [(string)token[0]!] = new JsonObject { ["ids"] = new JsonArray((int)token[1]!) },
        },
    };

    private JsonArray Named(string role, JsonObject vocabulary, TokenizerConfig config)
    {
        string token = config.Role(role)?.Content ?? Roles.GetValueOrDefault(role)
            ?? throw new FormatException($"no file names the {role}");
        return [token, VocabularyFiles.IdIn(vocabulary, token)
            ?? throw new FormatException($"'{role}' is '{token}', which the vocabulary lacks")];
    }

    private static JsonObject ByteLevel(bool addsSpace, bool useRegex) =>
        new() { ["type"] = "ByteLevel", ["add_prefix_space"] = addsSpace, ["use_regex"] = useRegex };

    private static JsonObject Split(string pattern) => new()
    {
        ["type"] = "Split", ["pattern"] = new JsonObject { ["Regex"] = pattern }, ["behavior"] = "Isolated",
    };

    private static JsonObject Sequence(params JsonNode[] items) =>
        new() { ["type"] = "Sequence", ["pretokenizers"] = new JsonArray(items) };
}

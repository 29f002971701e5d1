using System.Text.Json;

namespace GptPrompting.Models.Folders;

/// <summary>
/// What <c>config.json</c>, <c>generation_config.json</c> and <c>genai_config.json</c> say about a model.
/// </summary>
internal sealed record ModelConfig
{
    // The order in which lm-evaluation-harness looks for the length, then what MPT and BLOOM call it.
    private static readonly string[] ContextLengthKeys =
        ["n_positions", "max_position_embeddings", "n_ctx", "max_seq_len", "seq_length"];

    /// <summary>The name of the file that <see cref="VocabularySize"/> comes from.</summary>
    public string FileName { get; init; } = "config.json";

    /// <summary>The most tokens in one pass, or null where the file does not say.</summary>
    public int? ContextLength { get; init; }

    /// <summary>Rows of the embedding, or null where the file does not say.</summary>
    public int? VocabularySize { get; init; }

    /// <summary>The architecture as the exporter's library calls it, such as gpt2, gpt_neox, llama; or null.</summary>
    public string? ModelType { get; init; }

    /// <summary>Whether it predicts hidden tokens from both sides, by its class under <c>architectures</c>.</summary>
    public bool IsMasked { get; init; }

    /// <summary>What the files say of the key-value cache.</summary>
    public CacheConfig Cache { get; init; } = new();

    /// <summary>Tokens that attention looks back at most, where some layers look at a window only; else null.</summary>
    public int? Window { get; init; }

    /// <summary>The token that begins a text, or null.</summary>
    public int? BosId => Bos?.Ids[0];

    /// <summary>The tokens that end a text.</summary>
    public IReadOnlyList<int> EosIds => Eos?.Ids ?? [];

    private SpecialTokenIds? Bos { get; init; }

    private SpecialTokenIds? Eos { get; init; }

    /// <summary>Reads <c>config.json</c>.</summary>
    /// <exception cref="ModelFormatException">The file is not a JSON object, or a value is not of its kind.</exception>
    public static ModelConfig Load(string configFile) => JsonFile.Read(configFile, root => new ModelConfig
    {
        FileName = Path.GetFileName(configFile),
        ContextLength = ContextLengthKeys
            .Select(key => OfText(root, key)).FirstOrDefault(length => length is not null),
        VocabularySize = OfText(root, "vocab_size"),
        ModelType = Text(root, "model_type"),
        IsMasked = root.TryGetProperty("architectures", out JsonElement classes)
            && classes.ValueKind == JsonValueKind.Array
            && classes.EnumerateArray().Any(each => each.ValueKind == JsonValueKind.String
                && each.GetString()!.EndsWith("ForMaskedLM", StringComparison.Ordinal)),
        Cache = CacheConfig.Read(root, configFile),
        Window = AttentionWindow.Read(root),
        Bos = SpecialTokenIds.Read(root, configFile, "bos_token_id"),
        Eos = SpecialTokenIds.Read(root, configFile, "eos_token_id"),
    });

    /// <inheritdoc cref="Load(string)"/>
    /// <param name="configFile">The config.</param>
    /// <param name="generationConfigFile">
    /// What <c>generation_config.json</c> says of special tokens goes before what the config says.
    /// </param>
    public static ModelConfig Load(string configFile, string? generationConfigFile)
    {
        ModelConfig config = Load(configFile);
        return generationConfigFile is null ? config : JsonFile.Read(generationConfigFile, root => config with
        {
            Bos = SpecialTokenIds.Read(root, generationConfigFile, "bos_token_id") ?? config.Bos,
            Eos = SpecialTokenIds.Read(root, generationConfigFile, "eos_token_id") ?? config.Eos,
        });
    }

    /// <summary>
    /// What <c>genai_config.json</c> says of the graph that it names, and <paramref name="other"/> of all else.
    /// </summary>
    /// <param name="model">The object under the file's key <c>model</c>.</param>
    /// <param name="file">The file.</param>
    /// <param name="other">What <c>config.json</c> says; empty where there is none.</param>
    public static ModelConfig ReadGenAi(JsonElement model, string file, ModelConfig other)
    {
        JsonElement decoder = model.GetProperty("decoder");
        return new ModelConfig
        {
            FileName = Path.GetFileName(file),
            ContextLength = PositiveInteger(model, "context_length") ?? other.ContextLength,
            VocabularySize = PositiveInteger(model, "vocab_size") ?? other.VocabularySize,
            ModelType = other.ModelType ?? Text(model, "type"),
            Cache = CacheConfig.Read(decoder, file),
            Window = other.Window ?? AttentionWindow.ReadGenAi(decoder),
            Bos = SpecialTokenIds.Read(model, file, "bos_token_id") ?? other.Bos,
            Eos = SpecialTokenIds.Read(model, file, "eos_token_id") ?? other.Eos,
        };
    }

    /// <exception cref="ModelFormatException">A special token is beyond the logits.</exception>
    public void CheckTokenIds(int columns)
    {
        Bos?.Check(columns);
        Eos?.Check(columns);
    }

    private static string? Text(JsonElement root, string key) =>
        root.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    // Models that read more than text have what concerns text in an object of its own.
    private static int? OfText(JsonElement root, string key) => PositiveInteger(root, key)
        ?? (root.TryGetProperty("text_config", out JsonElement text) && text.ValueKind == JsonValueKind.Object
            ? PositiveInteger(text, key)
            : null);

    private static int? PositiveInteger(JsonElement root, string key)
    {
        if (!root.TryGetProperty(key, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number > 0
            ? number
            : throw new FormatException($"{key} is {value.GetRawText()}; it must be a whole number above 0");
    }
}

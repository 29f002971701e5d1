using System.Text.Json;

namespace GptPrompting.Models;

/// <summary>What <c>config.json</c> and <c>generation_config.json</c> say about a model.</summary>
internal sealed record ModelConfig
{
    // The order in which lm-evaluation-harness looks for the length.
    private static readonly string[] ContextLengthKeys = ["n_positions", "max_position_embeddings", "n_ctx"];

    /// <summary>The most tokens in one pass, or null where the file does not say.</summary>
    public int? ContextLength { get; init; }

    /// <summary>Rows of the embedding, or null where the file does not say.</summary>
    public int? VocabularySize { get; init; }

    /// <summary>The token that begins a text, or null.</summary>
    public int? BosId { get; init; }

    /// <summary>The tokens that end a text.</summary>
    public IReadOnlyList<int> EosIds { get; init; } = [];

    /// <summary>
    /// Reads the file; what <c>generation_config.json</c> says of special tokens goes before what <c>config.json</c>
    /// says.
    /// </summary>
    /// <exception cref="ModelFormatException">A file is not a JSON object, or a value is not of its kind.</exception>
    public static ModelConfig Load(string configFile, string? generationConfigFile)
    {
        ModelConfig config = JsonFile.Read(configFile, root => new ModelConfig
        {
            ContextLength = ContextLengthKeys
                .Select(key => PositiveInteger(root, key)).FirstOrDefault(length => length is not null),
            VocabularySize = PositiveInteger(root, "vocab_size"),
            BosId = TokenIds(root, "bos_token_id").Select(id => (int?)id).FirstOrDefault(),
            EosIds = TokenIds(root, "eos_token_id"),
        });
        return generationConfigFile is null ? config : JsonFile.Read(generationConfigFile, root => config with
        {
            BosId = TokenIds(root, "bos_token_id").Select(id => (int?)id).FirstOrDefault() ?? config.BosId,
            EosIds = TokenIds(root, "eos_token_id") is { Length: > 0 } ids ? ids : config.EosIds,
        });
    }

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

    private static int[] TokenIds(JsonElement root, string key)
    {
        if (!root.TryGetProperty(key, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        JsonElement[] items = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        return [.. items.Select(item => TokenId(item)
            ?? throw new FormatException($"{key} is {value.GetRawText()}; it must be a token id or a list of them"))];
    }

    private static int? TokenId(JsonElement item) =>
        item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out int id) && id >= 0 ? id : null;
}

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
    public int? BosId => Bos?.Ids[0];

    /// <summary>The tokens that end a text.</summary>
    public IReadOnlyList<int> EosIds => Eos?.Ids ?? [];

    private SpecialTokenIds? Bos { get; init; }

    private SpecialTokenIds? Eos { get; init; }

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
            Bos = SpecialTokenIds.Read(root, configFile, "bos_token_id"),
            Eos = SpecialTokenIds.Read(root, configFile, "eos_token_id"),
        });
        return generationConfigFile is null ? config : JsonFile.Read(generationConfigFile, root => config with
        {
            Bos = SpecialTokenIds.Read(root, generationConfigFile, "bos_token_id") ?? config.Bos,
            Eos = SpecialTokenIds.Read(root, generationConfigFile, "eos_token_id") ?? config.Eos,
        });
    }

    /// <exception cref="ModelFormatException">A special token is beyond the logits.</exception>
    public void CheckTokenIds(int columns)
    {
        Bos?.Check(columns);
        Eos?.Check(columns);
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
}

using System.Text.Json;

namespace GptPrompting.Models.Folders;

/// <summary>What <c>config.json</c> says of a model that reads whole texts.</summary>
internal sealed record EncoderConfig
{
    // Their positions begin behind that of padding, as fairseq's do (create_position_ids_from_input_ids).
    private static readonly string[] PaddedPositions =
    [
        "camembert", "data2vec-text", "ibert", "longformer", "luke", "mpnet", "roberta", "roberta-prelayernorm",
        "xlm-roberta", "xlm-roberta-xl", "xmod",
    ];

    /// <summary>The token that fills up a batch, or null.</summary>
    public int? PadId { get; private init; }

    /// <summary>The position of a text's first token; as many positions fewer can be used.</summary>
    public int FirstPosition { get; private init; }

    /// <exception cref="ModelFormatException">The file is not a JSON object.</exception>
    public static EncoderConfig Load(string configFile) => JsonFile.Read(configFile, root =>
    {
        int? pad = root.TryGetProperty("pad_token_id", out JsonElement value)
            && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int id) && id >= 0 ? id : null;
        bool isPadded = root.TryGetProperty("model_type", out JsonElement type)
            && type.ValueKind == JsonValueKind.String && PaddedPositions.Contains(type.GetString());
        return new EncoderConfig { PadId = pad, FirstPosition = isPadded ? (pad ?? 1) + 1 : 0 };
    });
}

using System.Text.Json;

namespace GptPrompting.Models.Folders;

/// <summary>Whether configs say that some layers look back at a window of tokens only.</summary>
internal static class AttentionWindow
{
    /// <returns>Tokens of the window, or null where every layer looks at all tokens.</returns>
    public static int? Read(JsonElement config)
    {
        JsonElement root = config.TryGetProperty("text_config", out JsonElement text)
            && text.ValueKind == JsonValueKind.Object ? text : config;
        if (root.TryGetProperty("use_sliding_window", out JsonElement use) && use.ValueKind == JsonValueKind.False)
        {
            return null;
        }

        // GPT-Neo has the size even where no layer is local.
        bool isLocal = root.TryGetProperty("attention_types", out JsonElement types)
            ? types.GetRawText().Contains("local", StringComparison.Ordinal)
            : !root.TryGetProperty("attention_layers", out JsonElement layers)
                || layers.GetRawText().Contains("local", StringComparison.Ordinal);
        return Number(root, "sliding_window") ?? (isLocal ? Number(root, "window_size") : null);
    }

    /// <param name="decoder">The object under <c>model.decoder</c> of <c>genai_config.json</c>.</param>
    public static int? ReadGenAi(JsonElement decoder) =>
        decoder.TryGetProperty("sliding_window", out JsonElement window) && window.ValueKind == JsonValueKind.Object
            ? Number(window, "window_size")
            : null;

    private static int? Number(JsonElement root, string key) =>
        root.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt32(out int number) && number > 0 ? number : null;
}

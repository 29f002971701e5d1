using System.Text.Json;
using GptPrompting.Prompts;

namespace GptPrompting.Chat;

/// <summary>The chat template that a model's folder has.</summary>
internal static class ChatTemplateFile
{
    private const string Own = "chat_template.scriban";
    private const string Jinja = "chat_template.jinja";
    private const string Config = "tokenizer_config.json";

    /// <returns>The name and Scriban text of the folder's template; null where it has none.</returns>
    /// <exception cref="ModelFormatException">The folder has a Jinja template of no known family.</exception>
    /// <exception cref="PromptFormatException">A file cannot be read.</exception>
    internal static (string Name, string Text)? Find(string folder)
    {
        string own = Path.Combine(folder, Own);
        if (File.Exists(own))
        {
            return (own, TextFile.Read(own));
        }

        string jinja = Path.Combine(folder, Jinja);
        string config = Path.Combine(folder, Config);
        return File.Exists(jinja) ? Known(TextFile.Read(jinja), jinja)
            : File.Exists(config) && JsonFile.Read(config, FindIn) is string text ? Known(text, config)
            : null;
    }

    private static string? FindIn(JsonElement config)
    {
        if (!config.TryGetProperty("chat_template", out JsonElement template))
        {
            return null;
        }

        return template.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => template.GetString(),
            // Several templates by name, one of them for plain chats.
            JsonValueKind.Array => template.EnumerateArray().Where(IsDefault).Select(TextOf).FirstOrDefault(),
            _ => throw new FormatException(
                $"'chat_template' is of the kind {template.ValueKind}; it must be a text or a list"),
        };
    }

    private static bool IsDefault(JsonElement each) =>
        each.ValueKind == JsonValueKind.Object && each.TryGetProperty("name", out JsonElement name)
        && name.ValueKind == JsonValueKind.String && name.GetString() == "default";

    private static string? TextOf(JsonElement each) =>
        each.TryGetProperty("template", out JsonElement text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : throw new FormatException("the default 'chat_template' has no text 'template'");

    private static (string Name, string Text) Known(string jinja, string path) =>
        ChatFamilies.Identify(jinja) ?? throw new ModelFormatException(
            path,
            $"the chat template is of no known family ({string.Join(", ", ChatFamilies.Names)}); put a {Own} in the "
            + "folder, or give a ChatTemplate of your own, such as ChatTemplate.Plain");
}

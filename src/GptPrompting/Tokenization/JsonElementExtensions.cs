using System.Text.Json;

namespace GptPrompting.Tokenization;

/// <summary>Members of a JSON object by name, with an error that names what is missing or of the wrong kind.</summary>
internal static class JsonElementExtensions
{
    /// <returns>The member, or null where it is absent or <c>null</c>.</returns>
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
            && value.ValueKind != JsonValueKind.Null ? value : null;

    public static JsonElement RequiredMember(this JsonElement element, string name) =>
        element.Member(name) ?? throw new FormatException($"'{name}' is missing from {Shortened(element)}");

    public static string? Text(this JsonElement element, string name) =>
        element.Member(name) is { } value ? value.AsText(name) : null;

    public static string RequiredText(this JsonElement element, string name) =>
        element.RequiredMember(name).AsText(name);

    public static bool Flag(this JsonElement element, string name, bool otherwise = false) =>
        element.Member(name)?.ValueKind switch
        {
            null => otherwise,
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Wrong(element.RequiredMember(name), name, "true or false"),
        };

    public static bool RequiredFlag(this JsonElement element, string name) =>
        element.RequiredMember(name).ValueKind != JsonValueKind.Undefined && element.Flag(name);

    public static JsonElement.ArrayEnumerator Items(this JsonElement element, string name) =>
        element.RequiredMember(name) is { ValueKind: JsonValueKind.Array } value
            ? value.EnumerateArray()
            : throw Wrong(element.RequiredMember(name), name, "a list");

    public static JsonElement.ObjectEnumerator Members(this JsonElement element, string name) =>
        element.RequiredMember(name) is { ValueKind: JsonValueKind.Object } value
            ? value.EnumerateObject()
            : throw Wrong(element.RequiredMember(name), name, "an object");

    public static int AsId(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int id)
            ? id
            : throw Wrong(value, name, "a token id");

    public static int AsCount(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int count) && count >= 0
            ? count
            : throw Wrong(value, name, "a number from 0 on");

    public static string AsText(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong(value, name, "a string");

    private static FormatException Wrong(JsonElement value, string name, string kind) =>
        new($"'{name}' is {Shortened(value)}; it must be {kind}");

    private static string Shortened(JsonElement element) =>
        element.GetRawText() is { Length: > 60 } text ? $"{text.AsSpan(0, 60)}…" : element.GetRawText();
}

using System.Text.Json;

namespace GptPrompting.Prompts;

/// <summary>One object of a JSON Lines file and where it stands.</summary>
/// <param name="Path">The file.</param>
/// <param name="Number">Line number, 1-based.</param>
/// <param name="Value">The object.</param>
public readonly record struct JsonLine(string Path, int Number, JsonElement Value)
{
    /// <summary>The text under a key.</summary>
    /// <exception cref="PromptFormatException">The key is missing or its value is not a string.</exception>
    public string GetString(string name) =>
        FindString(name) ?? throw Error($"'{name}' is missing");

    /// <summary>The text under a key, or null where the key is missing or null.</summary>
    /// <exception cref="PromptFormatException">The value is not a string.</exception>
    public string? FindString(string name)
    {
        if (!Value.TryGetProperty(name, out JsonElement element) || element.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return Text(element, name);
    }

    /// <summary>The texts under a key that holds a list, or null where the key is missing or null.</summary>
    /// <exception cref="PromptFormatException">The value is not a list of strings.</exception>
    public IReadOnlyList<string>? FindStrings(string name)
    {
        JsonLine line = this;
        return FindList(name)?.Select(element => line.Text(element, name)).ToArray();
    }

    /// <summary>The elements under a key that holds a list, or null where the key is missing or null.</summary>
    /// <exception cref="PromptFormatException">The value is not a list.</exception>
    public IReadOnlyList<JsonElement>? FindList(string name)
    {
        if (!Value.TryGetProperty(name, out JsonElement element) || element.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return element.ValueKind == JsonValueKind.Array
            ? [.. element.EnumerateArray()]
            : throw Error($"'{name}' is to be a list, not {element.ValueKind}");
    }

    /// <summary>An error at this line, to be thrown.</summary>
    /// <param name="error">What is wrong, without the place.</param>
    public PromptFormatException Error(string error) => new(Path, Number, 1, error);

    private string Text(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            throw Error($"'{name}' is to be a string, not {element.ValueKind}");
        }

        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            // Half of a surrogate pair, written as an escape.
            throw new PromptFormatException(Path, Number, 1, $"'{name}' is not Unicode text", exception);
        }
    }
}

using System.Text.Json;

namespace GptPrompting.Evaluation.Tasks;

/// <summary>What a record's fields are to templates and to paths of fields.</summary>
internal static class RecordFields
{
    /// <summary>The fields of a JSON object as a template's variables.</summary>
    public static Dictionary<string, object?> Variables(JsonElement document) => document.EnumerateObject()
        .ToDictionary(field => field.Name, field => (object?)field.Value, StringComparer.Ordinal);

    /// <summary>
    /// What a path leads to: a field's name, or names with dots between them; through a list it leads to each of its
    /// items.
    /// </summary>
    /// <returns>The values in their order, and whether a list was on the way; null where a field is missing.</returns>
    public static (IReadOnlyList<JsonElement> Values, bool IsList)? Find(JsonElement document, string path)
    {
        if (document.ValueKind == JsonValueKind.Array)
        {
            return FindInEach(document, path);
        }

        if (document.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        // A name with a dot in it goes before a path.
        if (document.TryGetProperty(path, out JsonElement value))
        {
            return value.ValueKind == JsonValueKind.Array ? ([.. value.EnumerateArray()], true) : ([value], false);
        }

        int dot = path.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && document.TryGetProperty(path[..dot], out JsonElement inner)
            ? Find(inner, path[(dot + 1)..])
            : null;
    }

    private static (IReadOnlyList<JsonElement>, bool)? FindInEach(JsonElement list, string path)
    {
        var values = new List<JsonElement>();
        foreach (JsonElement item in list.EnumerateArray())
        {
            if (Find(item, path) is not { } found)
            {
                return null;
            }

            values.AddRange(found.Values);
        }

        return (values, true);
    }
}

using System.Text.Json;

namespace GptPrompting.Generation.Constraints.Schemas;

/// <summary>A schema within a schema, with its place.</summary>
internal readonly record struct SchemaNode(JsonElement Json, string Path)
{
    public IEnumerable<string> Keywords => Json.EnumerateObject().Select(property => property.Name);

    /// <summary>What an object has, by name, each in one look.</summary>
    public IEnumerable<(string Name, SchemaNode Value)> Members
    {
        get
        {
            string path = Path;
            return Json.EnumerateObject().Select(property =>
                (property.Name, new SchemaNode(property.Value, $"{path}/{Escaped(property.Name)}")));
        }
    }

    public bool Has(string keyword) => Json.TryGetProperty(keyword, out _);

    public SchemaNode Get(string keyword) => new(Json.GetProperty(keyword), $"{Path}/{Escaped(keyword)}");

    public SchemaNode? TryGet(string keyword) => Has(keyword) ? Get(keyword) : null;

    /// <exception cref="SchemaError">It is none.</exception>
    public SchemaNode[] Items(string keyword)
    {
        SchemaNode list = Get(keyword);
        return list.Json.ValueKind == JsonValueKind.Array && list.Json.GetArrayLength() > 0
            ? [.. list.Json.EnumerateArray().Select((item, i) => new SchemaNode(item, $"{list.Path}/{i}"))]
            : throw list.Error("it must be a list that is not empty");
    }

    /// <returns>A number of things; null where the keyword is not there.</returns>
    /// <exception cref="SchemaError">It is none.</exception>
    public int? Count(string keyword) => TryGet(keyword) is not SchemaNode node ? null
        : node.Json.ValueKind == JsonValueKind.Number && node.Json.TryGetInt32(out int count) && count >= 0
            ? count
            : throw node.Error("it must be a whole number from 0 on");

    /// <exception cref="SchemaError">It is no number.</exception>
    public decimal? Number(string keyword) => TryGet(keyword) is not SchemaNode node ? null
        : node.Json.ValueKind == JsonValueKind.Number && node.Json.TryGetDecimal(out decimal number)
            ? number
            : throw node.Error("it must be a number");

    /// <exception cref="SchemaError">It is no text.</exception>
    public string Text() => Json.ValueKind == JsonValueKind.String
        ? Json.GetString()!
        : throw Error("it must be a text");

    public SchemaError Error(string message) => new(Path, message);

    // As JSON pointers have it (RFC 6901).
    private static string Escaped(string name) => name
        .Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}

using System.Text.Json;

namespace GptPrompting.Generation.Constraints.Schemas;

/// <summary>Finds what <c>$ref</c> refers to: the root, or a definition of it.</summary>
internal sealed class SchemaReferences(SchemaNode root)
{
    private static readonly string[] Places = ["$defs", "definitions"];

    private readonly Dictionary<string, SchemaNode> _found = new(StringComparer.Ordinal);

    /// <exception cref="SchemaError">There is nothing there, or it is elsewhere.</exception>
    public SchemaNode Resolve(SchemaNode reference)
    {
        string pointer = reference.Text();
        if (pointer == "#")
        {
            return root;
        }

        if (_found.TryGetValue(pointer, out SchemaNode known))
        {
            return known;
        }

        string[] parts = pointer.Split('/');
        if (parts is not ["#", var place, { Length: > 0 } escaped] || !Places.Contains(place))
        {
            throw reference.Error($"'{pointer}' is not supported; '#' and '#/$defs/name' are");
        }

        string name = Uri.UnescapeDataString(escaped)
            .Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        return root.TryGet(place) is { Json.ValueKind: JsonValueKind.Object } definitions
            && definitions.TryGet(name) is SchemaNode found
                ? _found[pointer] = found
                : throw reference.Error($"there is no '{pointer}'");
    }
}

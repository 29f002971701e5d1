using System.Text.Json;

namespace GptPrompting.Generation.Constraints.Schemas;

/// <summary>Tells whether no value can obey two schemas at once, as far as that is plain to see.</summary>
internal sealed class SchemaShapes(SchemaReferences references)
{
    // Of all 'oneOf' of a schema together; 700 constants in one of them.
    private const long MostComparisons = 1 << 19;

    private long _comparisons;

    /// <exception cref="SchemaError">Two alternatives may overlap.</exception>
    public void RefuseOverlaps(SchemaNode[] alternatives)
    {
        for (int i = 0; i < alternatives.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (!AreDisjoint(alternatives[j], alternatives[i]))
                {
                    throw alternatives[i].Error(
                        $"under 'oneOf' it may overlap with the alternative {j}: they differ neither in type nor in "
                        + "the constant of a required property; 'anyOf' allows it");
                }
            }
        }
    }

    /// <returns>As JSON schemas call it; every number is a number.</returns>
    public static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.Null => "null",
        _ => "boolean",
    };

    private bool AreDisjoint(SchemaNode a, SchemaNode b)
    {
        (a, b) = (Resolve(a), Resolve(b));
        Count(1, b);
        if (Values(a) is JsonElement[] ofA && Values(b) is JsonElement[] ofB)
        {
            Count((long)ofA.Length * ofB.Length, b);
            return !ofA.Any(value => ofB.Any(other => JsonElement.DeepEquals(value, other)));
        }

        if (Kinds(a) is not HashSet<string> kindsA || Kinds(b) is not HashSet<string> kindsB)
        {
            return false;
        }

        string[] shared = [.. kindsA.Intersect(kindsB)];
        return shared.Length == 0 || (shared is ["object"] && AreToldApart(a, b));
    }

    private void Count(long comparisons, SchemaNode at)
    {
        _comparisons += comparisons;
        if (_comparisons > MostComparisons)
        {
            throw at.Error(
                $"under 'oneOf' there are more than {MostComparisons} pairs of alternatives and values to compare; "
                + "'anyOf' needs no comparing");
        }
    }

    /// <summary>Whether both need a property that is never the same in both.</summary>
    private bool AreToldApart(SchemaNode a, SchemaNode b) => Required(a).Intersect(Required(b)).Any(name =>
        a.Get("properties").TryGet(name) is SchemaNode inA && b.Get("properties").TryGet(name) is SchemaNode inB
        && Values(Resolve(inA)) is not null && Values(Resolve(inB)) is not null && AreDisjoint(inA, inB));

    private static string[] Required(SchemaNode schema) =>
        schema.TryGet("required") is { Json.ValueKind: JsonValueKind.Array } list && schema.Has("properties")
            ? [.. list.Json.EnumerateArray().Select(name => name.ToString())]
            : [];

    private SchemaNode Resolve(SchemaNode schema)
    {
        // A reference to itself ends with an error elsewhere.
        for (int i = 0; i < 10 && schema.Json.ValueKind == JsonValueKind.Object && schema.Has("$ref"); i++)
        {
            schema = references.Resolve(schema.Get("$ref"));
        }

        return schema;
    }

    private static JsonElement[]? Values(SchemaNode schema) => schema.Json.ValueKind != JsonValueKind.Object ? null
        : schema.TryGet("const") is SchemaNode constant ? [constant.Json]
        : schema.Has("enum") ? [.. schema.Items("enum").Select(value => value.Json)]
        : null;

    private static HashSet<string>? Kinds(SchemaNode schema)
    {
        if (Values(schema) is JsonElement[] values)
        {
            return [.. values.Select(KindOf)];
        }

        if (schema.Json.ValueKind != JsonValueKind.Object || schema.TryGet("type") is not SchemaNode type)
        {
            return null;
        }

        SchemaNode[] all = type.Json.ValueKind == JsonValueKind.Array ? schema.Items("type") : [type];
        return [.. all.Select(each => each.Text() is "integer" or "number" ? "number" : each.Text())];
    }
}

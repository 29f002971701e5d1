using System.Text.Json;

namespace GptPrompting.Generation.Constraints.Schemas;

/// <summary>
/// Objects: the properties that the schema names, in its order, those that are not required or left out; no others.
/// </summary>
internal static class SchemaObjects
{
    // For each property that may come first, it and those after it are written out: of 255 that may be left out.
    private const long MostWritten = 1 << 15;

    /// <param name="schema">A schema of type object.</param>
    /// <param name="value">Reads the schema of a property.</param>
    /// <exception cref="SchemaError">It asks for what is not supported.</exception>
    public static Pattern Read(SchemaNode schema, Func<SchemaNode, Pattern> value)
    {
        CheckAdditional(schema);
        (Rule Rule, bool IsRequired)[] properties = Properties(schema, value);
        var ways = new List<Pattern>();

        // What comes first has no comma before it.
        for (int first = 0; first < properties.Length; first++)
        {
            ways.Add(new Pattern.Sequence(
            [
                new Pattern.Use(properties[first].Rule), .. properties.Skip(first + 1).Select(Further),
            ]));
            if (properties[first].IsRequired)
            {
                break;
            }
        }

        if (!properties.Any(property => property.IsRequired))
        {
            ways.Add(Pattern.Empty);
        }

        return new Pattern.Sequence([Pattern.Text("{"), new Pattern.Choice(ways), Pattern.Text("}")]);
    }

    private static Pattern Further((Rule Rule, bool IsRequired) property)
    {
        var pair = new Pattern.Sequence([JsonText.Comma, new Pattern.Use(property.Rule)]);
        return property.IsRequired ? pair : new Pattern.Repeat(pair, 0, 1);
    }

    private static (Rule Rule, bool IsRequired)[] Properties(SchemaNode schema, Func<SchemaNode, Pattern> value)
    {
        SchemaNode properties = schema.TryGet("properties")
            ?? throw schema.Error("an object needs 'properties': others are never written");
        if (properties.Json.ValueKind != JsonValueKind.Object)
        {
            throw properties.Error("it must be an object");
        }

        (string Name, SchemaNode Value)[] members = [.. properties.Members];
        HashSet<string> names = [.. members.Select(member => member.Name)];
        HashSet<string> required = Required(schema);
        if (required.FirstOrDefault(name => !names.Contains(name)) is string missing)
        {
            throw schema.Error($"'required' names '{missing}', which is not in 'properties'");
        }

        CheckCount(properties, Array.FindIndex(members, each => required.Contains(each.Name)), members.Length);
        return members.Length == names.Count
            ? [.. members.Select(each => (Pair(each.Name, each.Value, value), required.Contains(each.Name)))]
            : throw properties.Error("it names a property twice");
    }

    private static void CheckCount(SchemaNode properties, int firstRequired, int count)
    {
        long beginnings = firstRequired < 0 ? count : firstRequired + 1;
        if (beginnings * count - beginnings * (beginnings - 1) / 2 > MostWritten)
        {
            throw properties.Error(
                $"of {count} properties {beginnings} may come first, which is too large to be followed; put one that "
                + "is required first, or fewer in one object");
        }
    }

    private static Rule Pair(string name, SchemaNode schema, Func<SchemaNode, Pattern> value) =>
        new(countsDepth: false)
        {
            Body = new Pattern.Sequence([Pattern.Text(JsonText.Quote(name)), JsonText.Colon, value(schema)]),
        };

    private static HashSet<string> Required(SchemaNode schema)
    {
        if (schema.TryGet("required") is not SchemaNode list)
        {
            return [];
        }

        return list.Json.ValueKind == JsonValueKind.Array
            && list.Json.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String)
                ? [.. list.Json.EnumerateArray().Select(name => name.GetString()!)]
                : throw list.Error("it must be a list of names");
    }

    private static void CheckAdditional(SchemaNode schema)
    {
        if (schema.TryGet("additionalProperties") is
            { Json.ValueKind: not (JsonValueKind.True or JsonValueKind.False) } additional)
        {
            throw additional.Error(
                "a schema here is not supported, as keys could come twice; true and false are, and none is written");
        }
    }
}

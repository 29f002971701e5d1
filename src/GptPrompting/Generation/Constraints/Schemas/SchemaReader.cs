using System.Text.Json;

namespace GptPrompting.Generation.Constraints.Schemas;

/// <summary>Reads a JSON schema into the pattern of the texts that obey it.</summary>
/// <remarks>
/// It reads each keyword by itself, which no validator does: a validator tells of a text whether it obeys, and here the
/// texts are wanted.
/// </remarks>
internal sealed class SchemaReader
{
    // Read within a second.
    private const int MostCharacters = 1 << 18;

    private readonly Dictionary<string, Rule> _rules = new(StringComparer.Ordinal);
    private readonly Queue<(Rule Rule, SchemaNode Schema)> _pending = [];
    private readonly SchemaReferences _references;
    private readonly SchemaShapes _shapes;
    private readonly SchemaStrings _strings = new();

    private SchemaReader(SchemaNode root)
    {
        _references = new SchemaReferences(root);
        _shapes = new SchemaShapes(_references);
    }

    /// <exception cref="SchemaError">It is not one, or asks for what is not supported.</exception>
    public static Pattern Read(JsonElement schema)
    {
        var root = new SchemaNode(schema, "#");
        if (schema.GetRawText().Length > MostCharacters)
        {
            throw root.Error($"it is longer than {MostCharacters} characters");
        }

        var reader = new SchemaReader(root);
        Pattern pattern = reader.Value(root);

        // One after the other, so that a chain of references is no deep recursion.
        while (reader._pending.TryDequeue(out (Rule Rule, SchemaNode Schema) next))
        {
            next.Rule.Body = reader.Value(next.Schema);
        }

        return pattern;
    }

    private Pattern Value(SchemaNode schema)
    {
        if (schema.Json.ValueKind != JsonValueKind.Object)
        {
            throw schema.Error("a schema must be an object");
        }

        switch (SchemaKeywords.Check(schema))
        {
            case "$ref":
                return Reference(schema);
            case "anyOf":
                return new Pattern.Choice([.. schema.Items("anyOf").Select(Value)]);
            case "oneOf":
                _shapes.RefuseOverlaps(schema.Items("oneOf"));
                return new Pattern.Choice([.. schema.Items("oneOf").Select(Value)]);
            case "const":
                return Constants(schema, [schema.Get("const")]);
            case "enum":
                return Constants(schema, schema.Items("enum"));
            default:
                string[] types = Types(schema);
                SchemaKeywords.CheckTypes(schema, types);
                return new Pattern.Choice([.. types.Select(type => OfType(schema, type))]);
        }
    }

    private Pattern.Use Reference(SchemaNode schema)
    {
        SchemaNode target = _references.Resolve(schema.Get("$ref"));
        if (!_rules.TryGetValue(target.Path, out Rule? rule))
        {
            _rules[target.Path] = rule = new Rule(countsDepth: true);
            _pending.Enqueue((rule, target));
        }

        return new Pattern.Use(rule);
    }

    private static Pattern.Choice Constants(SchemaNode schema, SchemaNode[] values)
    {
        SchemaNode[] fitting = schema.Has("type") ? [.. values.Where(value => HasType(value, Types(schema)))] : values;
        return fitting.Length > 0
            ? new Pattern.Choice([.. fitting.Select(value => JsonText.Constant(value.Json))])
            : throw schema.Error("no value is of the type");
    }

    private static bool HasType(SchemaNode value, string[] types) => types.Any(type => type switch
    {
        "integer" => value.Json.ValueKind == JsonValueKind.Number && value.Json.TryGetDecimal(out decimal number)
            && number == decimal.Truncate(number),
        _ => type == SchemaShapes.KindOf(value.Json),
    });

    private static string[] Types(SchemaNode schema)
    {
        SchemaNode type = schema.Get("type");
        SchemaNode[] all = type.Json.ValueKind == JsonValueKind.Array ? schema.Items("type") : [type];
        return [.. all.Select(each => each.Text() is var name
            && name is "object" or "array" or "string" or "number" or "integer" or "boolean" or "null"
                ? name
                : throw each.Error($"there is no type '{name}'"))];
    }

    private Pattern OfType(SchemaNode schema, string type) => type switch
    {
        "null" => Pattern.Text("null"),
        "boolean" => new Pattern.Choice([Pattern.Text("true"), Pattern.Text("false")]),
        "string" => _strings.Read(schema),
        "integer" => SchemaNumbers.Integer(schema),
        "number" => SchemaNumbers.Number(schema),
        "array" => Array(schema),
        _ => SchemaObjects.Read(schema, Value),
    };

    private Pattern.Sequence Array(SchemaNode schema)
    {
        int least = schema.Count("minItems") ?? 0;
        int? most = schema.Count("maxItems");
        if (most < least)
        {
            throw schema.Error($"'minItems' is {least}, but 'maxItems' is {most}");
        }

        var item = new Rule(countsDepth: false);
        item.Body = schema.TryGet("items") is SchemaNode items ? Value(items)
            : most == 0 ? Pattern.Empty
            : throw schema.Error("an array needs 'items': say what is in it");
        var further = new Pattern.Sequence([JsonText.Comma, new Pattern.Use(item)]);
        var some = new Pattern.Sequence(
            [new Pattern.Use(item), new Pattern.Repeat(further, Math.Max(0, least - 1), most - 1)]);
        Pattern inside = most == 0 ? Pattern.Empty : new Pattern.Repeat(some, least == 0 ? 0 : 1, 1);
        return new Pattern.Sequence([Pattern.Text("["), inside, Pattern.Text("]")]);
    }
}

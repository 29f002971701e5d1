namespace GptPrompting.Generation.Constraints.Schemas;

/// <summary>Which keywords there are, and what they speak of; every other one is refused.</summary>
internal static class SchemaKeywords
{
    private static readonly HashSet<string> Annotations =
    [
        "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "$comment", "$schema",
        "$id", "$defs", "definitions",
    ];

    private static readonly Dictionary<string, string[]> TypesOf = new()
    {
        ["properties"] = ["object"],
        ["required"] = ["object"],
        ["additionalProperties"] = ["object"],
        ["items"] = ["array"],
        ["minItems"] = ["array"],
        ["maxItems"] = ["array"],
        ["minLength"] = ["string"],
        ["maxLength"] = ["string"],
        ["pattern"] = ["string"],
        ["minimum"] = ["integer", "number"],
        ["maximum"] = ["integer", "number"],
        ["exclusiveMinimum"] = ["integer", "number"],
        ["exclusiveMaximum"] = ["integer", "number"],
    };

    // One of these says all by itself; a type may stand beside const and enum.
    private static readonly string[] Whole = ["$ref", "anyOf", "oneOf", "const", "enum"];

    /// <returns>The keyword that says what the value is: one of $ref, anyOf, oneOf, const, enum, type.</returns>
    /// <exception cref="SchemaError">A keyword is not supported, or two do not go together.</exception>
    public static string Check(SchemaNode schema)
    {
        string[] keywords = [.. schema.Keywords.Where(keyword => !Annotations.Contains(keyword))];
        if (keywords.FirstOrDefault(IsUnknown) is string unknown)
        {
            throw schema.Error($"'{unknown}' is not supported");
        }

        string? main = Array.Find(Whole, keywords.Contains);
        if (main is null)
        {
            return keywords.Contains("type")
                ? "type"
                : throw schema.Error("it has no 'type': say what the value is");
        }

        bool mayHaveType = main is "const" or "enum";
        return Array.Find(keywords, each => each != main && !(mayHaveType && each == "type")) is string other
            ? throw schema.Error($"'{other}' beside '{main}' is not supported")
            : main;
    }

    /// <exception cref="SchemaError">A keyword speaks of another type than the value has.</exception>
    public static void CheckTypes(SchemaNode schema, string[] types)
    {
        foreach (string keyword in schema.Keywords)
        {
            if (TypesOf.TryGetValue(keyword, out string[]? wanted) && !wanted.Intersect(types).Any())
            {
                throw schema.Error($"'{keyword}' says nothing of a value of type {string.Join(" or ", types)}");
            }
        }
    }

    private static bool IsUnknown(string keyword) =>
        keyword != "type" && !Whole.Contains(keyword) && !TypesOf.ContainsKey(keyword);
}

using System.Text.Json;
using GptPrompting.Generation;
using Json.Schema;

namespace GptPrompting.Tests.Generation.Constraints;

public class SchemaConstraintTests
{
    public static TheoryData<string> Schemas =>
    [
        """{ "type": "null" }""",
        """{ "type": "boolean", "title": "t", "description": "d", "default": true }""",
        """{ "type": "string" }""",
        """{ "type": "string", "minLength": 2, "maxLength": 5 }""",
        """{ "type": "string", "pattern": "^[a-z\"\\\\]{1,3}$" }""",
        """{ "type": "string", "pattern": "b+" }""",
        """{ "type": "string", "pattern": "^\\d|\\w$" }""",
        """{ "type": "integer" }""",
        """{ "type": "integer", "minimum": -12, "maximum": 345 }""",
        """{ "type": "integer", "exclusiveMinimum": 98.5, "exclusiveMaximum": 1002 }""",
        """{ "type": "integer", "maximum": -7 }""",
        """{ "type": "number" }""",
        """{ "type": "number", "minimum": 0 }""",
        """{ "type": "number", "minimum": -3, "maximum": 20 }""",
        """{ "type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1 }""",
        """{ "type": "number", "exclusiveMinimum": -2, "maximum": -1 }""",
        """{ "type": "number", "minimum": 5, "maximum": 5 }""",
        """{ "type": ["string", "null", "integer"], "maxLength": 3, "minimum": 2 }""",
        """{ "enum": ["a", "b\"\n", 1, null, true, [1, "x"], { "k": [] }] }""",
        """{ "type": "string", "enum": ["a", 1, "ü😀"] }""",
        """{ "const": { "a": 1.50, "b": [] } }""",
        """{ "type": "array", "items": { "type": "integer" } }""",
        """{ "type": "array", "items": { "type": "boolean" }, "minItems": 2, "maxItems": 4 }""",
        """{ "type": "array", "items": { "type": "boolean" }, "minItems": 1 }""",
        """{ "type": "array", "items": { "type": "boolean" }, "maxItems": 1 }""",
        """{ "type": "array", "maxItems": 0 }""",
        """{ "type": "object", "properties": {} }""",
        """
        { "type": "object", "properties": { "a": { "type": "integer" }, "b\"c": { "type": "null" },
          "d": { "type": "boolean" } }, "required": ["b\"c"], "additionalProperties": false }
        """,
        """
        { "type": "object", "properties": { "a": { "const": 1 }, "b": { "const": 2 }, "c": { "const": 3 } },
          "additionalProperties": true }
        """,
        """{ "anyOf": [{ "type": "integer" }, { "type": "string", "maxLength": 1 }] }""",
        """
        { "oneOf": [
          { "type": "object", "properties": { "kind": { "const": "x" }, "v": { "type": "null" } },
            "required": ["kind"] },
          { "type": "object", "properties": { "kind": { "enum": ["y", "z"] } }, "required": ["kind"] },
          { "type": "null" }] }
        """,
        """
        { "$ref": "#/$defs/node", "$defs": { "node": { "type": "object", "properties": {
          "value": { "type": "integer", "minimum": 0, "maximum": 9 },
          "next": { "anyOf": [{ "$ref": "#/$defs/node" }, { "type": "null" }] },
          "children": { "type": "array", "items": { "$ref": "#/$defs/node" }, "maxItems": 2 } },
          "required": ["value"] } } }
        """,
        """{ "type": "array", "items": { "$ref": "#" } }""",
    ];

    [Theory]
    [MemberData(nameof(Schemas))]
    public void JsonSchema_RandomWalks_AreValid(string schema)
    {
        var judge = JsonSchema.FromText(schema);

        string[] texts = [.. RandomTexts.Obeying(GenerationConstraint.JsonSchema(schema), 200, seed: 5)];

        Assert.All(texts, text => Assert.True(judge.Evaluate(JsonDocument.Parse(text).RootElement).IsValid, text));
    }

    [Theory]
    [InlineData("""{ "type": "integer", "minimum": 5, "maximum": 12 }""", "5 12 10", "4 13 05 -5 5.0 1e1")]
    [InlineData("""{ "type": "integer", "minimum": -20, "maximum": -3 }""", "-3 -20 -11", "-2 -21 3 -0")]
    [InlineData("""{ "type": "number", "minimum": 0, "maximum": 2 }""", "0 2 1.9 2.0 0.000", "2.1 -1 .5 1.")]
    [InlineData("""{ "type": "number", "exclusiveMinimum": 0 }""", "0.01 1 7.5", "0 0.0 -0 -1")]
    [InlineData("""{ "type": "string", "minLength": 1, "maxLength": 2 }""", "\"a\" \"😀é\" \"\\n\"", "\"\" \"abc\" a")]
    [InlineData("""{ "type": "string", "pattern": "b" }""", "\"b\" \"abc\"", "\"ac\" \"\"")]
    [InlineData("""{ "enum": [1, "x"] }""", "1 \"x\"", "x 2 \"1\"")]
    [InlineData(
        """{ "type": "array", "items": { "const": 1 }, "minItems": 1, "maxItems": 2 }""", "[1] [1,1]", "[] [1,1,1]")]
    public void IsMatch_HandWorkedTexts_ObeyOrNot(string schema, string obey, string doNot)
    {
        var constraint = GenerationConstraint.JsonSchema(schema);

        Assert.All(obey.Split(' '), text => Assert.True(constraint.IsMatch(text), text));
        Assert.All(doNot.Split(' '), text => Assert.False(constraint.IsMatch(text), text));
    }

    [Theory]
    [InlineData("""{"a":1,"b":2}""", true)]
    [InlineData("""{"a": 1, "b": 2}""", true)]
    [InlineData("""{"b":2}""", true)]
    [InlineData("""{"b":2,"a":1}""", false)]
    [InlineData("""{"a":1}""", false)]
    [InlineData("""{"a":1,"b":2,"c":3}""", false)]
    [InlineData("""{ "a":1,"b":2}""", false)]
    [InlineData("""{"a":1,,"b":2}""", false)]
    public void IsMatch_Object_HasItsPropertiesInOrder(string text, bool expected)
    {
        var constraint = GenerationConstraint.JsonSchema("""
            { "type": "object", "properties": { "a": { "const": 1 }, "b": { "const": 2 } }, "required": ["b"] }
            """);

        Assert.Equal(expected, constraint.IsMatch(text));
    }

    [Fact]
    public void IsMatch_Recursion_GoesSoDeepAndNoDeeper()
    {
        var constraint = GenerationConstraint.JsonSchema("""{ "type": "array", "items": { "$ref": "#" } }""");

        Assert.True(constraint.IsMatch(new string('[', 33) + new string(']', 33)));
        Assert.False(constraint.IsMatch(new string('[', 34) + new string(']', 34)));
    }

    [Theory]
    [InlineData("1", "#: a schema must be an object")]
    [InlineData("{", "no JSON")]
    [InlineData("{}", "#: it has no 'type'")]
    [InlineData("""{ "type": "text" }""", "#/type: there is no type 'text'")]
    [InlineData("""{ "type": "integer", "multipleOf": 2 }""", "#: 'multipleOf' is not supported")]
    [InlineData("""{ "type": "string", "format": "date" }""", "#: 'format' is not supported")]
    [InlineData("""{ "type": "string", "minimum": 2 }""", "#: 'minimum' says nothing of a value of type string")]
    [InlineData("""{ "type": "string", "minLength": -1 }""", "#/minLength: it must be a whole number")]
    [InlineData("""{ "type": "string", "minLength": 3, "maxLength": 2 }""", "'minLength' is 3, but 'maxLength' is 2")]
    [InlineData("""{ "type": "string", "pattern": "a", "maxLength": 2 }""", "a length beside 'pattern'")]
    [InlineData("""{ "type": "string", "pattern": "(?=a)" }""", "#/pattern: at character 1: lookahead")]
    [InlineData("""{ "type": "number", "minimum": 0.5 }""", "#/minimum: of numbers, only whole bounds")]
    [InlineData("""{ "type": "number", "minimum": "1" }""", "#/minimum: it must be a number")]
    [InlineData("""{ "type": "integer", "minimum": 2, "maximum": 1 }""", "no whole number")]
    [InlineData("""{ "type": "array" }""", "#: an array needs 'items'")]
    [InlineData("""{ "type": "array", "items": {}, "uniqueItems": true }""", "'uniqueItems' is not supported")]
    [InlineData("""{ "type": "array", "items": {} }""", "#/items: it has no 'type'")]
    [InlineData("""{ "type": "object" }""", "#: an object needs 'properties'")]
    [InlineData("""{ "type": "object", "properties": { "a": true } }""", "#/properties/a: a schema must be an object")]
    [InlineData("""{ "type": "object", "properties": {}, "required": ["x"] }""", "'required' names 'x'")]
    [InlineData("""{ "type": "object", "properties": {}, "additionalProperties": {} }""", "#/additionalProperties")]
    [InlineData("""{ "type": "integer", "enum": ["a"] }""", "#: no value is of the type")]
    [InlineData("""{ "enum": [] }""", "#/enum: it must be a list that is not empty")]
    [InlineData("""{ "$ref": "#/properties/a" }""", "#/$ref: '#/properties/a' is not supported")]
    [InlineData("""{ "$ref": "#/$defs/a" }""", "#/$ref: there is no '#/$defs/a'")]
    [InlineData("""{ "$ref": "#", "type": "null" }""", "#: 'type' beside '$ref'")]
    [InlineData("""{ "$ref": "#" }""", "No text obeys")]
    [InlineData("""{ "anyOf": [{ "type": "null" }], "type": "null" }""", "#: 'type' beside 'anyOf'")]
    [InlineData("""{ "oneOf": [{ "type": "integer" }, { "type": "number" }] }""", "#/oneOf/1: under 'oneOf'")]
    [InlineData("""{ "not": {} }""", "#: 'not' is not supported")]
    [InlineData(
        """
        { "$ref": "#/$defs/a",
          "$defs": { "a": { "type": "array", "items": { "$ref": "#/$defs/a" }, "minItems": 1 } } }
        """,
        "No text obeys")]
    public void JsonSchema_WrongOrNotSupported_NamesWhatAndWhere(string schema, string expected)
    {
        var e = Assert.Throws<ArgumentException>(() => GenerationConstraint.JsonSchema(schema));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void JsonSchema_ManyOptionalProperties_CanBeFollowed()
    {
        string properties = string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"p{i}\":{{\"type\":\"null\"}}"));
        var constraint = GenerationConstraint.JsonSchema($"{{\"type\":\"object\",\"properties\":{{{properties}}}}}");

        Assert.True(constraint.IsMatch("{\"p3\":null,\"p99\":null}"));
    }

    public static TheoryData<string, string> TooLarge => new()
    {
        {
            $$"""{ "oneOf": [{{Join(2000, i => $$"""{ "const": {{i}} }""")}}] }""",
            "#/oneOf/724: under 'oneOf' there are more than 524288 pairs"
        },
        {
            $$"""{ "oneOf": [{ "enum": [{{Join(900, i => $"{i}")}}] }, { "enum": [{{Join(900, i => $"-{i}")}}] }] }""",
            "#/oneOf/1: under 'oneOf' there are more than 524288 pairs"
        },
        {
            $$"""{ "type": "object", "properties": { {{Join(3000, i => $$"""  "p{{i}}": { "type": "null" }""")}} } }""",
            "#/properties: of 3000 properties 3000 may come first"
        },
        { $$"""{ "enum": [{{Join(100_000, i => $"{i}")}}] }""", "#: it is longer than 262144 characters" },
    };

    [Theory]
    [MemberData(nameof(TooLarge))]
    public void JsonSchema_TooLarge_IsRefusedBeforeItIsWrittenOut(string schema, string expected)
    {
        var e = Assert.Throws<ArgumentException>(() => GenerationConstraint.JsonSchema(schema));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void JsonSchema_ManyRequiredProperties_CanBeFollowed()
    {
        string names = Join(2000, i => $"\"p{i}\"");
        string properties = Join(2000, i => $$"""  "p{{i}}": { "type": "null" }""");
        var constraint = GenerationConstraint.JsonSchema(
            $$"""{ "type": "object", "required": [{{names}}], "properties": { {{properties}} } }""");

        Assert.True(constraint.IsMatch($"{{{Join(2000, i => $"\"p{i}\":null")}}}"));
    }

    private static string Join(int count, Func<int, string> item) =>
        string.Join(',', Enumerable.Range(0, count).Select(item));
}

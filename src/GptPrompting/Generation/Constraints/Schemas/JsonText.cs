using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GptPrompting.Generation.Constraints.Schemas;

/// <summary>How JSON is written: compact, with a space after a colon or a comma or not.</summary>
internal static class JsonText
{
    private static readonly CharacterSet Plain =
        CharacterSet.Of((0, 0x1F)).Or(CharacterSet.OfText("\"\\")).Not();

    public static Pattern Comma { get; } = new Pattern.Choice([Pattern.Text(","), Pattern.Text(", ")]);

    public static Pattern Colon { get; } = new Pattern.Choice([Pattern.Text(":"), Pattern.Text(": ")]);

    /// <summary>A text in quotes; each character is written in one way only.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char character in text)
        {
            quoted.Append(Plain.Contains(character) || char.IsSurrogate(character)
                ? character.ToString()
                : Escape(character));
        }

        return quoted.Append('"').ToString();
    }

    /// <returns>One character of a set, as it stands within quotes.</returns>
    public static Pattern Character(CharacterSet set)
    {
        CharacterSet plain = set.And(Plain);
        CharacterSet escaped = set.Except(Plain);
        var ways = new List<Pattern>();
        if (!plain.IsEmpty)
        {
            ways.Add(new Pattern.Characters(plain));
        }

        ways.AddRange(Enumerable.Range(0, 0x80).Where(escaped.Contains).Select(c => Pattern.Text(Escape((char)c))));
        return ways.Count switch
        {
            0 => new Pattern.Characters(CharacterSet.None),
            1 => ways[0],
            _ => new Pattern.Use(new Rule(countsDepth: false) { Body = new Pattern.Choice(ways) }),
        };
    }

    /// <returns>The texts of a value.</returns>
    public static Pattern Constant(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Pattern.Text(Quote(value.GetString()!)),
        JsonValueKind.Array => List("[", [.. value.EnumerateArray().Select(Constant)], "]"),
        JsonValueKind.Object => List("{", [.. value.EnumerateObject().Select(Property)], "}"),
        _ => Pattern.Text(value.GetRawText()),
    };

    private static Pattern Property(JsonProperty property) =>
        new Pattern.Sequence([Pattern.Text(Quote(property.Name)), Colon, Constant(property.Value)]);

    private static Pattern.Sequence List(string begin, Pattern[] items, string end)
    {
        IEnumerable<Pattern> inside = items.SelectMany((item, i) => i == 0 ? new[] { item } : [Comma, item]);
        return new Pattern.Sequence([Pattern.Text(begin), .. inside, Pattern.Text(end)]);
    }

    private static string Escape(char character) => character switch
    {
        '"' => "\\\"",
        '\\' => @"\\",
        '\b' => @"\b",
        '\f' => @"\f",
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        _ => string.Create(CultureInfo.InvariantCulture, $@"\u{(int)character:x4}"),
    };
}

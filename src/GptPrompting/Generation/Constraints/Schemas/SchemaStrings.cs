namespace GptPrompting.Generation.Constraints.Schemas;

/// <summary>Texts in JSON: their lengths are counted in characters, their patterns are ECMAScript's.</summary>
internal sealed class SchemaStrings
{
    private readonly Dictionary<CharacterSet, Pattern> _characters = [];

    /// <exception cref="SchemaError">It asks for what is not supported.</exception>
    public Pattern Read(SchemaNode schema)
    {
        int least = schema.Count("minLength") ?? 0;
        int? most = schema.Count("maxLength");
        if (most < least)
        {
            throw schema.Error($"'minLength' is {least}, but 'maxLength' is {most}");
        }

        SchemaNode? pattern = schema.TryGet("pattern");
        if (pattern is not null && (schema.Has("minLength") || most is not null))
        {
            throw schema.Error("a length beside 'pattern' is not supported; say it in the pattern, as [a-z]{2,5}");
        }

        Pattern inside = pattern is SchemaNode regex
            ? Inside(Regex(regex))
            : new Pattern.Repeat(Character(CharacterSet.All), least, most);
        return new Pattern.Sequence([Pattern.Text("\""), inside, Pattern.Text("\"")]);
    }

    private static Pattern Regex(SchemaNode pattern)
    {
        try
        {
            return Anchors.ResolveWithin(RegexReader.Read(pattern.Text(), CharacterClasses.Ecma));
        }
        catch (RegexError e)
        {
            throw pattern.Error($"at character {e.Position + 1}: {e.Message}");
        }
    }

    /// <returns>The pattern as it stands within quotes.</returns>
    private Pattern Inside(Pattern pattern) => pattern switch
    {
        Pattern.Characters characters => Character(characters.Set),
        Pattern.Sequence sequence => new Pattern.Sequence([.. sequence.Items.Select(Inside)]),
        Pattern.Choice choice => new Pattern.Choice([.. choice.Items.Select(Inside)]),
        Pattern.Repeat repeat => repeat with { Item = Inside(repeat.Item) },
        _ => pattern,
    };

    private Pattern Character(CharacterSet set)
    {
        if (!_characters.TryGetValue(set, out Pattern? pattern))
        {
            _characters[set] = pattern = JsonText.Character(set);
        }

        return pattern;
    }
}

using System.Globalization;
using System.Text;

namespace GptPrompting.Generation.Constraints;

/// <summary>Reads what begins with a backslash.</summary>
internal sealed class RegexEscapes(RegexCursor cursor, CharacterClasses named)
{
    // .NET is asked for each once, which takes a millisecond.
    private readonly Dictionary<string, CharacterSet> _known = new(StringComparer.Ordinal);

    /// <returns><c>\A</c> or <c>\z</c>; null where something else stands here.</returns>
    public Pattern.Anchor? TryReadAnchor()
    {
        int start = cursor.Position;
        if (cursor.Rest is not ['\\', 'A' or 'z', ..])
        {
            return null;
        }

        bool isStart = cursor.Rest[1] == 'A';
        cursor.Skip(2);
        return new Pattern.Anchor(isStart, start);
    }

    /// <returns>The characters that the escape stands for.</returns>
    public CharacterSet Read()
    {
        int start = cursor.Position;
        cursor.Skip(1);
        if (cursor.IsAtEnd)
        {
            throw RegexCursor.Error("a backslash stands at the end", start);
        }

        char name = cursor.Peek;
        switch (name)
        {
            case 'd' or 'D' or 'w' or 'W' or 's' or 'S':
                cursor.Skip(1);
                return Known(name.ToString(), () => named.Named(name));
            case 'p' or 'P':
                cursor.Skip(1);
                return ReadCategory(start, isNegated: name == 'P');
            case 'x' or 'u':
                cursor.Skip(1);
                return Single(ReadHexadecimal(name == 'x' ? 2 : 4, start), start);
            default:
                return Single(ReadCharacter(start), start);
        }
    }

    private int ReadCharacter(int start)
    {
        char name = cursor.Peek;
        string? refused = name switch
        {
            >= '1' and <= '9' or 'k' => "a back-reference is not regular",
            'b' or 'B' => $@"\{name} looks at both sides and is not supported",
            'A' or 'z' => $@"\{name} has no meaning here",
            'Z' => @"\Z is not supported; \z is the end",
            'G' => @"\G is not supported; \A is the beginning",
            _ => null,
        };
        if (refused is not null)
        {
            throw RegexCursor.Error(refused, start);
        }

        int character = name switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'f' => '\f',
            'v' => '\v',
            'a' => '\a',
            'e' => '\e',
            '0' => '\0',
            _ => cursor.PeekRune,
        };
        if (character == name && (char.IsAsciiLetter(name) || name == '_'))
        {
            throw RegexCursor.Error($@"\{name} is not supported", start);
        }

        cursor.TakeRune();
        return name == '0' && !cursor.IsAtEnd && char.IsAsciiDigit(cursor.Peek)
            ? throw RegexCursor.Error("an octal number is not supported", start)
            : character;
    }

    private int ReadHexadecimal(int length, int start)
    {
        ReadOnlySpan<char> rest = cursor.Rest;
        if (rest.Length < length || !int.TryParse(
            rest[..length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value))
        {
            throw RegexCursor.Error($"{length} hexadecimal digits must follow", start);
        }

        cursor.Skip(length);

        // An emoji is written as two of them.
        if (char.IsHighSurrogate((char)value) && cursor.Rest is ['\\', 'u', ..] && cursor.Rest.Length >= 6
            && int.TryParse(
                cursor.Rest[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int low)
            && char.IsLowSurrogate((char)low))
        {
            cursor.Skip(6);
            return char.ConvertToUtf32((char)value, (char)low);
        }

        return value;
    }

    private CharacterSet ReadCategory(int start, bool isNegated)
    {
        if (!cursor.Takes('{'))
        {
            throw RegexCursor.Error(@"\p needs a category in braces", start);
        }

        string name = cursor.TakeWhile(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        if (!cursor.Takes('}'))
        {
            throw RegexCursor.Error(@"\p needs a category in braces", start);
        }

        try
        {
            CharacterSet category = Known($"p{name}", () => CharacterClasses.Category(name));
            return isNegated ? Known($"P{name}", category.Not) : category;
        }
        catch (ArgumentException)
        {
            throw RegexCursor.Error($"there is no Unicode category '{name}'", start);
        }
    }

    private CharacterSet Known(string name, Func<CharacterSet> find)
    {
        if (!_known.TryGetValue(name, out CharacterSet? set))
        {
            _known[name] = set = find();
        }

        return set;
    }

    private static CharacterSet Single(int character, int start) => Rune.IsValid(character)
        ? CharacterSet.Single(character)
        : throw RegexCursor.Error($"U+{character:X4} is half a character", start);
}

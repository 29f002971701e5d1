using System.Globalization;

namespace GptPrompting.Generation.Constraints;

/// <summary>
/// Reads a regular expression. Everything that is not regular, and everything that is not supported, is refused by
/// name.
/// </summary>
internal sealed class RegexReader
{
    // Read within a second.
    private const int MostCharacters = 1 << 17;

    // Groups within groups; each takes some of the thread's stack.
    private const int MostDepth = 200;

    private readonly RegexCursor _cursor;
    private readonly RegexEscapes _escapes;
    private readonly RegexClassReader _classes;
    private readonly CharacterClasses _named;
    private int _depth;

    private RegexReader(string pattern, CharacterClasses named)
    {
        _cursor = new RegexCursor(pattern);
        _named = named;
        _escapes = new RegexEscapes(_cursor, named);
        _classes = new RegexClassReader(_cursor, _escapes);
    }

    /// <param name="pattern">The expression.</param>
    /// <param name="named">What its classes stand for.</param>
    /// <returns>Anchors are in it as they stand.</returns>
    /// <exception cref="RegexError">It is not one, or not regular.</exception>
    public static Pattern Read(string pattern, CharacterClasses named)
    {
        if (pattern.Length > MostCharacters)
        {
            throw new RegexError(MostCharacters, $"it is longer than {MostCharacters} characters");
        }

        var reader = new RegexReader(pattern, named);
        Pattern read = reader.ReadChoice();
        return reader._cursor.IsAtEnd ? read : throw reader._cursor.Error("')' closes no group");
    }

    private Pattern ReadChoice()
    {
        List<Pattern> items = [ReadSequence()];
        while (_cursor.Takes('|'))
        {
            items.Add(ReadSequence());
        }

        return items.Count == 1 ? items[0] : new Pattern.Choice(items);
    }

    private Pattern ReadSequence()
    {
        List<Pattern> items = [];
        while (!_cursor.IsAtEnd && _cursor.Peek is not ('|' or ')'))
        {
            items.Add(ReadRepeat());
        }

        return items.Count == 1 ? items[0] : new Pattern.Sequence(items);
    }

    private Pattern ReadRepeat()
    {
        int start = _cursor.Position;
        if (ReadQuantifier() is not null)
        {
            throw RegexCursor.Error("a quantifier stands after nothing", start);
        }

        Pattern item = ReadItem();
        start = _cursor.Position;
        if (ReadQuantifier() is not { } quantifier)
        {
            return item;
        }

        if (item is Pattern.Anchor)
        {
            throw RegexCursor.Error("an anchor cannot be repeated", start);
        }

        // Reluctant or not, the texts are the same.
        _cursor.Takes('?');
        start = _cursor.Position;
        return ReadQuantifier() is null
            ? new Pattern.Repeat(item, quantifier.Least, quantifier.Most)
            : throw RegexCursor.Error("a quantifier stands after a quantifier", start);
    }

    private (int Least, int? Most)? ReadQuantifier()
    {
        if (_cursor.IsAtEnd)
        {
            return null;
        }

        switch (_cursor.Peek)
        {
            case '*':
                _cursor.Skip(1);
                return (0, null);
            case '+':
                _cursor.Skip(1);
                return (1, null);
            case '?':
                _cursor.Skip(1);
                return (0, 1);
            case '{':
                return ReadBounds();
            default:
                return null;
        }
    }

    /// <returns>{n}, {n,} or {n,m}; null where the brace is a character.</returns>
    private (int Least, int? Most)? ReadBounds()
    {
        int start = _cursor.Position;
        _cursor.Skip(1);
        string least = _cursor.TakeDigits();
        bool hasComma = _cursor.Takes(',');
        string most = hasComma ? _cursor.TakeDigits() : least;
        if (least.Length == 0 || !_cursor.Takes('}'))
        {
            _cursor.Return(start);
            return null;
        }

        int low = Count(least, start);
        int? high = most.Length == 0 ? null : Count(most, start);
        return high < low
            ? throw RegexCursor.Error($"{{{least},{most}}} has its bounds the wrong way round", start)
            : (low, high);
    }

    private static int Count(string digits, int position) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            ? count
            : throw RegexCursor.Error($"{digits} repetitions are too many", position);

    private Pattern ReadItem()
    {
        int start = _cursor.Position;
        switch (_cursor.Peek)
        {
            case '(':
                return ReadGroup();
            case '[':
                return new Pattern.Characters(_classes.Read());
            case '.':
                _cursor.Skip(1);
                return new Pattern.Characters(_named.Dot);
            case '^' or '$':
                bool isStart = _cursor.Peek == '^';
                _cursor.Skip(1);
                return new Pattern.Anchor(isStart, start);
            case '\\':
                return (Pattern?)_escapes.TryReadAnchor() ?? new Pattern.Characters(_escapes.Read());
            default:
                return new Pattern.Characters(CharacterSet.Single(_cursor.TakeRune()));
        }
    }

    private Pattern ReadGroup()
    {
        int start = _cursor.Position;
        if (++_depth > MostDepth)
        {
            throw RegexCursor.Error($"groups are more than {MostDepth} deep", start);
        }

        _cursor.Skip(1);
        SkipGroupName(start);
        Pattern inside = ReadChoice();
        _depth--;
        return _cursor.Takes(')') ? inside : throw RegexCursor.Error("the group is not closed", start);
    }

    private void SkipGroupName(int start)
    {
        if (!_cursor.Takes('?'))
        {
            return;
        }

        string? refused = _cursor.Rest switch
        {
            ['=', ..] or ['!', ..] => "lookahead is not regular",
            ['<', '=', ..] or ['<', '!', ..] => "lookbehind is not regular",
            ['>', ..] => "an atomic group is not regular",
            ['(', ..] => "a condition is not regular",
            [':', ..] or ['<', ..] or ['\'', ..] => null,
            _ => "options and comments within a pattern are not supported",
        };
        if (refused is not null)
        {
            throw RegexCursor.Error(refused, start);
        }

        if (_cursor.Takes(':'))
        {
            return;
        }

        char end = _cursor.Peek == '<' ? '>' : '\'';
        _cursor.Skip(1);
        string name = _cursor.TakeWhile(static c => char.IsLetterOrDigit(c) || c == '_');
        if (name.Length == 0 || !_cursor.Takes(end))
        {
            throw RegexCursor.Error("the name of a group must be letters and digits", start);
        }
    }
}

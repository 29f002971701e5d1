using System.Text;

namespace GptPrompting.Tokenization;

/// <summary>
/// Rewrites an expression of Oniguruma's syntax so that .NET reads it alike; what cannot be is refused by name.
/// </summary>
/// <remarks>
/// Read differently, and therefore rewritten: possessive quantifiers, <c>{,n}</c>, <c>\w</c>, and letters without
/// regard to case. Alike: general categories, white space, digits, look-around, lazy and greedy quantifiers, atomic
/// groups. Characters beyond U+FFFF are seen as <see cref="CodePointText"/> shows them.
/// </remarks>
internal sealed class OnigurumaSyntax
{
    private readonly string _pattern;
    private readonly StringBuilder _output = new();
    private readonly Stack<(int Start, bool IgnoresCase)> _groups = new();
    private int _at;
    private bool _ignoresCase;

    // Where the last atom begins in the output; -1 where a quantifier has nothing to repeat.
    private int _atom = -1;

    // The letter before, where case is ignored: some pairs are one character in lower case.
    private char _letterBefore;

    private OnigurumaSyntax(string pattern) => _pattern = pattern;

    /// <exception cref="FormatException">The expression has something that .NET would read otherwise.</exception>
    public static string Translate(string pattern)
    {
        var syntax = new OnigurumaSyntax(pattern);
        while (syntax._at < pattern.Length)
        {
            syntax.Next();
        }

        return syntax._output.ToString();
    }

    private void Next()
    {
        char letterBefore = _letterBefore;
        _letterBefore = '\0';
        switch (_pattern[_at])
        {
            case '(':
                OpenGroup();
                break;
            case ')' when _groups.Count > 0:
                Copy(1);
                (_atom, _ignoresCase) = _groups.Pop();
                break;
            case '[':
                Atom(new OnigurumaClass(_pattern, _at, _ignoresCase).Translate(out _at));
                break;
            case '*' or '+' or '?' or '{':
                Quantifier();
                break;
            case '|' or '^' or '$':
                Copy(1);
                _atom = -1;
                break;
            case '\\':
                Escape();
                break;
            default:
                Literal(letterBefore);
                break;
        }
    }

    private void OpenGroup()
    {
        string head = OnigurumaGroup.HeadAt(_pattern, _at);
        _groups.Push((_output.Length, _ignoresCase));
        switch (head)
        {
            case "(?i)":
                // It holds to the end of the group around it, as in .NET, but letters are rewritten here.
                _groups.Pop();
                _ignoresCase = true;
                break;
            case "(?i:":
                _output.Append("(?:");
                _ignoresCase = true;
                break;
            default:
                _output.Append(head);
                break;
        }

        _at += head.Length;
        _atom = -1;
    }

    private void Quantifier()
    {
        int end = OnigurumaQuantifier.EndAt(_pattern, _at);
        if (_atom < 0 || end < 0)
        {
            throw Refused(_pattern[_at..(end < 0 ? _at + 1 : end)]);
        }

        bool counted = _pattern[_at] == '{';
        string quantifier = _pattern[_at..end].Replace("{,", "{0,", StringComparison.Ordinal);
        char mode = end < _pattern.Length ? _pattern[end] : '\0';
        _at = end;
        _output.Append(quantifier);
        if (mode == '?' && (!counted || quantifier.Contains(',')))
        {
            Copy(1);
        }
        else if (mode == '+' && !counted)
        {
            _output.Insert(_atom, "(?>").Append(')');
            _at++;
        }
        else if (mode is '?' or '*' or '+')
        {
            throw Refused(quantifier + mode);
        }

        _atom = -1;
    }

    private void Escape()
    {
        string escape = OnigurumaEscape.At(_pattern, _at, insideClass: false);
        _at += escape.Length;
        if (escape is @"\A" or @"\z" or @"\Z")
        {
            _output.Append(escape);
            _atom = -1;
            return;
        }

        Atom(OnigurumaEscape.Translate(escape, _ignoresCase, insideClass: false));
    }

    private void Literal(char letterBefore)
    {
        if (char.IsSurrogate(_pattern[_at]))
        {
            throw Refused(Rune.GetRuneAt(_pattern, _at).ToString());
        }

        char character = _pattern[_at++];

        if (_ignoresCase && character != '.')
        {
            RefusePair(letterBefore, character);
            _letterBefore = character;
            Atom(LetterCases.Of(character) is { Length: > 1 } cases ? $"[{cases}]" : character.ToString());
            return;
        }

        Atom(character.ToString());
    }

    // Oniguruma takes ß for ss and the ligatures for their letters; .NET does not.
    private static void RefusePair(char first, char second)
    {
        string pair = $"{char.ToLowerInvariant(first)}{char.ToLowerInvariant(second)}";
        if (pair is "ss" or "ff" or "fi" or "fl" or "st")
        {
            throw Refused($"(?i){pair}");
        }
    }

    private void Atom(string text)
    {
        _atom = _output.Length;
        _output.Append(text);
    }

    private void Copy(int length)
    {
        _output.Append(_pattern, _at, length);
        _at += length;
    }

    internal static FormatException Refused(string part) =>
        new($"the pattern uses '{part}', which is not supported");
}

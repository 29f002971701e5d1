using System.Text;

namespace GptPrompting.Tokenization;

/// <summary>One class of characters, <c>[…]</c>, in an expression of Oniguruma's syntax.</summary>
internal sealed class OnigurumaClass(string pattern, int start, bool ignoresCase)
{
    private readonly StringBuilder _output = new();
    private int _at = start + 1;

    /// <returns>The class as .NET writes it.</returns>
    /// <param name="end">Where the class ends in the expression.</param>
    /// <exception cref="FormatException">It has something that .NET would read otherwise.</exception>
    public string Translate(out int end)
    {
        _output.Append('[');
        if (Peek() == '^')
        {
            _output.Append('^');
            _at++;
        }

        int first = _at;
        while (Peek() is var next && (next != ']' || _at == first))
        {
            Element(next);
        }

        end = _at + 1;
        return _output.Append(']').ToString();
    }

    private char Peek() => _at < pattern.Length ? pattern[_at] : throw OnigurumaSyntax.Refused(pattern[start..]);

    private void Element(char next)
    {
        // A class within a class, a POSIX class, an intersection.
        if (next == '[' || (next == '&' && pattern.AsSpan(_at).StartsWith("&&")) || char.IsSurrogate(next))
        {
            throw OnigurumaSyntax.Refused(next == '&' ? "&&" : Rune.GetRuneAt(pattern, _at).ToString());
        }

        if (Character() is not char from)
        {
            return;
        }

        // A hyphen before the closing bracket is itself.
        if (Peek() == '-' && _at + 1 < pattern.Length && pattern[_at + 1] != ']')
        {
            _at++;
            AddRange(from, Character() ?? throw OnigurumaSyntax.Refused(pattern[start.._at]));
        }
        else
        {
            _output.Append(string.Concat((ignoresCase ? LetterCases.Of(from) : $"{from}").Select(Escaped)));
        }
    }

    /// <returns>The next single character, or null where it was a set of them, which is then written already.</returns>
    private char? Character()
    {
        if (Peek() != '\\')
        {
            return pattern[_at++];
        }

        string escape = OnigurumaEscape.At(pattern, _at, insideClass: true);
        _at += escape.Length;
        if (OnigurumaEscape.CharacterOf(escape) is char character)
        {
            return character;
        }

        _output.Append(OnigurumaEscape.Translate(escape, ignoresCase, insideClass: true));
        return null;
    }

    private void AddRange(char from, char to)
    {
        // Characters beyond U+FFFF are seen as others, which must not fall into a range by chance.
        bool isSeen = CodePointText.Substitutes.Any(character => character >= from && character <= to);
        if (from > to || isSeen || (ignoresCase && !IsAsciiRange(from, to)))
        {
            throw OnigurumaSyntax.Refused($"[{from}-{to}]");
        }

        _output.Append(Escaped(from)).Append('-').Append(Escaped(to));
        for (char letter = from; ignoresCase && letter <= to; letter++)
        {
            _output.Append(string.Concat(LetterCases.Of(letter).Skip(1).Select(Escaped)));
        }
    }

    private static bool IsAsciiRange(char from, char to) => char.IsAscii(from) && char.IsAscii(to);

    private static string Escaped(char character) => $"\\u{(int)character:X4}";
}

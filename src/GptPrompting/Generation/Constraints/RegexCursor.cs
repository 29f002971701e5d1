using System.Text;

namespace GptPrompting.Generation.Constraints;

/// <summary>A place in a regular expression.</summary>
internal sealed class RegexCursor(string pattern)
{
    public int Position { get; private set; }

    public bool IsAtEnd => Position == pattern.Length;

    /// <summary>The character here; not at the end.</summary>
    public char Peek => pattern[Position];

    public ReadOnlySpan<char> Rest => pattern.AsSpan(Position);

    public int PeekRune => Rune.GetRuneAt(pattern, Position).Value;

    public void Skip(int count) => Position += count;

    public void Return(int position) => Position = position;

    public bool Takes(char wanted)
    {
        bool isThere = !IsAtEnd && Peek == wanted;
        Position += isThere ? 1 : 0;
        return isThere;
    }

    public int TakeRune()
    {
        var rune = Rune.GetRuneAt(pattern, Position);
        Position += rune.Utf16SequenceLength;
        return rune.Value;
    }

    public string TakeDigits() => TakeWhile(char.IsAsciiDigit);

    public string TakeWhile(Func<char, bool> isWanted)
    {
        int start = Position;
        while (!IsAtEnd && isWanted(Peek))
        {
            Position++;
        }

        return pattern[start..Position];
    }

    public RegexError Error(string message) => new(Position, message);

    public static RegexError Error(string message, int position) => new(position, message);
}

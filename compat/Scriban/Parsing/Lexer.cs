using System.Collections;

namespace Scriban.Parsing;

/// <summary>Cuts a template into tokens: first text from code, then, in code, word from word.</summary>
public partial class Lexer : IEnumerable<Token>
{
    private readonly List<Token> _tokens = [];
    internal bool IsScriptOnly { get; }

    private TextPosition _position;
    private Block _block;
    private int _openBraces;
    private int _escapeLength;
    private bool _isAtEnd;

    public Lexer(string text, string? sourcePath = null, LexerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = text;
        SourcePath = sourcePath ?? "<input>";
        IsScriptOnly = options?.Mode == ScriptMode.ScriptOnly;
        _block = IsScriptOnly ? Block.Code : Block.Raw;
    }

    private enum Block
    {
        Raw,
        Code,

        /// <summary>Between `{%{` and `}%}`.</summary>
        Escape,
    }

    public string Text { get; }

    public string SourcePath { get; }

    internal List<LogMessage> Errors { get; } = [];

    // The end of the text reads as a zero character, as one in the text does.
    private char Current => _position.Offset < Text.Length ? Text[_position.Offset] : '\0';

    public IEnumerator<Token> GetEnumerator() => Run().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal List<Token> Run()
    {
        if (_tokens.Count > 0) return _tokens;
        while (!_isAtEnd && _position.Offset < Text.Length) Step();
        _tokens.Add(Token.Eof);
        return _tokens;
    }

    private void Step()
    {
        if (!IsScriptOnly)
        {
            if (_block == Block.Raw && IsCodeEnter(out _))
            {
                ReadCodeEnter();
                return;
            }

            if (_block != Block.Raw && IsCodeExit())
            {
                ReadCodeExit();
                return;
            }
        }

        if (_block == Block.Code) ReadCode();
        else ReadText();
    }

    private char Peek(int count = 1)
    {
        int offset = _position.Offset + count;
        return offset < Text.Length ? Text[offset] : '\0';
    }

    private void Advance(int count = 1)
    {
        for (; count > 0 && _position.Offset < Text.Length; count--)
        {
            bool endsLine =
                Current == '\n' || (Current == '\r' && Peek() != '\n' && _position.Offset + 1 < Text.Length);
            _position = endsLine ? _position.NextLine() : _position.NextColumn();
        }
    }

    private void Add(TokenType type, TextPosition start, TextPosition end) => _tokens.Add(new Token(type, start, end));

    private void AddError(string message, TextPosition start, TextPosition end)
    {
        Errors.Add(new LogMessage(ParserMessageType.Error, new SourceSpan(SourcePath, start, end), message));
        Add(TokenType.Invalid, start, end);
    }

    private bool IsCodeEnter(out char trim)
    {
        trim = '\0';
        if (Current != '{') return false;
        int length = 1;
        while (Peek(length) == '%') length++;
        if (Peek(length) != '{') return false;
        trim = Peek(length + 1);
        return true;
    }

    private void ReadCodeEnter()
    {
        TextPosition start = _position;
        _escapeLength = 0;
        while (Peek(_escapeLength + 1) == '%') _escapeLength++;
        int length = _escapeLength + 2;
        if (Peek(length) is '-' or '~') length++;
        Advance(length);
        _block = _escapeLength > 0 ? Block.Escape : Block.Code;
        Add(_escapeLength > 0 ? TokenType.EscapeEnter : TokenType.CodeEnter, start, start.NextColumn(length - 1));
    }

    private bool IsCodeExit()
    {
        if (_openBraces > 0 || _quotes.Count > 0) return false;
        int offset = Current is '-' or '~' ? 1 : 0;
        if (Peek(offset) != '}') return false;
        for (int i = 1; i <= _escapeLength; i++)
        {
            if (Peek(offset + i) != '%') return false;
        }

        return Peek(offset + _escapeLength + 1) == '}';
    }

    private void ReadCodeExit()
    {
        TextPosition start = _position;
        char trim = Current;
        int length = _escapeLength + (trim is '-' or '~' ? 3 : 2);
        Advance(length);
        Add(_escapeLength > 0 ? TokenType.EscapeExit : TokenType.CodeExit, start, start.NextColumn(length - 1));
        _escapeLength = 0;
        _block = Block.Raw;
        if (trim == '-') SkipWhiteSpace();
        if (trim != '~') return;
        while (char.IsWhiteSpace(Current) && Current != '\n') Advance();
        if (Current == '\n') Advance();
    }

    private void SkipWhiteSpace()
    {
        while (char.IsWhiteSpace(Current)) Advance();
    }

    // A zero character ends a piece of text; it is kept only as the first one of a piece.
    private void ReadText()
    {
        TextPosition start = _position;
        TextPosition last = _position;
        int trimmedFrom = -1;
        char trim = '\0';
        while (Current != '\0' && !IsTextEnd(ref trim))
        {
            last = _position;
            Advance();
        }

        if (trim is '-' or '~') trimmedFrom = StartOfTrim(start.Offset, last.Offset, trim == '~');
        if (_position.Offset > start.Offset || Current == '\0') AddText(start, last, trimmedFrom);
        if (Current == '\0') Advance();
    }

    private bool IsTextEnd(ref char trim)
    {
        if (_block == Block.Escape) return IsCodeExit();
        if (!IsCodeEnter(out char mode)) return false;
        trim = mode;
        return true;
    }

    private int StartOfTrim(int first, int last, bool keepsLineEnds)
    {
        int start = last + 1;
        while (start > first && char.IsWhiteSpace(Text[start - 1]) && !(keepsLineEnds && EndsLine(start - 1))) start--;
        return start <= last ? start : -1;
    }

    private bool EndsLine(int offset) =>
        Text[offset] == '\n' || (Text[offset] == '\r' && (offset + 1 >= Text.Length || Text[offset + 1] != '\n'));

    private void AddText(TextPosition start, TextPosition last, int trimmedFrom)
    {
        TokenType type = _block == Block.Escape ? TokenType.Escape : TokenType.Raw;
        if (trimmedFrom < 0) Add(type, start, last);
        else if (trimmedFrom > start.Offset) Add(type, start, PositionAt(start, trimmedFrom - 1));
    }

    private TextPosition PositionAt(TextPosition from, int offset)
    {
        TextPosition position = from;
        while (position.Offset < offset)
        {
            position = EndsLine(position.Offset) ? position.NextLine() : position.NextColumn();
        }

        return position;
    }
}

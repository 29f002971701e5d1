namespace Scriban.Parsing;

public partial class Lexer
{
    // Longer operators come before those that they begin with.
    private static readonly (string Text, TokenType Type)[] Operators =
    [
        ("...", TokenType.TripleDot), ("..<", TokenType.DoubleDotLess), ("..", TokenType.DoubleDot),
        (".", TokenType.Dot), ("//=", TokenType.DoubleDivideEqual), ("//", TokenType.DoubleDivide),
        ("/=", TokenType.DivideEqual), ("/", TokenType.Divide), ("*=", TokenType.AsteriskEqual),
        ("*", TokenType.Asterisk), ("++", TokenType.DoublePlus), ("+=", TokenType.PlusEqual), ("+", TokenType.Plus),
        ("--", TokenType.DoubleMinus), ("-=", TokenType.MinusEqual), ("-", TokenType.Minus),
        ("%=", TokenType.PercentEqual), ("%", TokenType.Percent), ("&&", TokenType.DoubleAmp), ("&", TokenType.Amp),
        ("??", TokenType.DoubleQuestion), ("?.", TokenType.QuestionDot), ("?!", TokenType.QuestionExclamation),
        ("?", TokenType.Question), ("||", TokenType.DoubleVerticalBar), ("|>", TokenType.PipeGreater),
        ("|", TokenType.VerticalBar), ("!=", TokenType.ExclamationEqual), ("!", TokenType.Exclamation),
        ("==", TokenType.DoubleEqual), ("=", TokenType.Equal), ("<=", TokenType.LessEqual),
        ("<<", TokenType.DoubleLessThan), ("<", TokenType.Less), (">=", TokenType.GreaterEqual),
        (">>", TokenType.DoubleGreaterThan), (">", TokenType.Greater), ("^^", TokenType.DoubleCaret),
        ("^", TokenType.Caret), (":", TokenType.Colon), ("@", TokenType.Arroba), (",", TokenType.Comma),
        (";", TokenType.SemiColon), ("(", TokenType.OpenParen), (")", TokenType.CloseParen),
        ("[", TokenType.OpenBracket), ("]", TokenType.CloseBracket),
    ];

    /// <summary>The quotes of the interpolated strings that are open, the innermost on top.</summary>
    private readonly Stack<char> _quotes = new();

    private static bool IsIdentifierStart(char c) => c == '_' || char.IsLetter(c);

    private static bool IsIdentifierPart(char c) => IsIdentifierStart(c) || char.IsDigit(c);

    private void ReadCode()
    {
        TextPosition start = _position;
        char c = Current;
        if (c is '\n' or '\r') ReadNewLine();
        else if (c == '{') ReadOpenBrace();
        else if (c == '}') ReadCloseBrace();
        else if (c == '#') SkipComment();
        else if (c is '"' or '\'') ReadString();
        else if (c == '`') ReadVerbatimString();
        else if (c == '\0') _isAtEnd = true;
        else if (char.IsWhiteSpace(c)) SkipSpaces();
        else if (c == '$' && Peek() is '"' or '\'') ReadInterpolatedString(isContinued: false);
        else if (c == '$' || IsIdentifierStart(c)) ReadIdentifier();
        else if (char.IsDigit(c)) ReadNumber();
        else if (!TryReadOperator()) ReadInvalid();
    }

    private void ReadInvalid()
    {
        Add(TokenType.Invalid, _position, _position);
        Advance();
    }

    private bool TryReadOperator()
    {
        foreach ((string text, TokenType type) in Operators)
        {
            if (string.CompareOrdinal(text, 0, Text, _position.Offset, text.Length) != 0) continue;
            Add(type, _position, _position.NextColumn(text.Length - 1));
            Advance(text.Length);
            return true;
        }

        return false;
    }

    // One token stands for the line end and all white space behind it.
    private void ReadNewLine()
    {
        TextPosition start = _position;
        TextPosition end = _position;
        while (char.IsWhiteSpace(Current))
        {
            end = _position;
            Advance();
        }

        Add(TokenType.NewLine, start, end);
    }

    private void SkipSpaces()
    {
        while (char.IsWhiteSpace(Current) && Current != '\n') Advance();
    }

    private void ReadOpenBrace()
    {
        _openBraces++;
        Add(TokenType.OpenBrace, _position, _position);
        Advance();
    }

    private void ReadCloseBrace()
    {
        if (_quotes.Count > 0)
        {
            Add(TokenType.CloseInterpolatedBrace, _position, _position);
            ReadInterpolatedString(isContinued: true);
            return;
        }

        if (_openBraces > 0) _openBraces--;
        else Errors.Add(new LogMessage(
            ParserMessageType.Error,
            new SourceSpan(SourcePath, _position, _position),
            "Unexpected } while no matching {"));
        Add(TokenType.CloseBrace, _position, _position);
        Advance();
    }

    private void ReadIdentifier()
    {
        TextPosition start = _position;
        bool isSpecial = Current == '$';
        int length = 1;
        if (isSpecial && Peek() == '$') length = 2;
        else while (IsIdentifierPart(Peek(length))) length++;
        Advance(length);
        Add(isSpecial ? TokenType.IdentifierSpecial : TokenType.Identifier, start, start.NextColumn(length - 1));
    }

    private void SkipComment()
    {
        Advance();
        if (Current == '#')
        {
            Advance();
            while (Current != '\0' && !IsCodeExit() && !(Current == '#' && Peek() == '#')) Advance();
            if (Current == '#') Advance(2);
            return;
        }

        while (Current is not ('\0' or '\r' or '\n') && (IsScriptOnly || !IsCodeExit())) Advance();
    }
}

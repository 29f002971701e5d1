namespace Scriban.Parsing;

public partial class Lexer
{
    private const string Escapes = "0'\"\\bfnrtv";

    private void ReadNumber()
    {
        TextPosition start = _position;
        if (Current == '0' && Peek() is 'x' or 'b')
        {
            ReadPrefixedNumber(isHexadecimal: Peek() == 'x');
            return;
        }

        bool isFloat = false;
        while (char.IsDigit(Current) || (Current == '_' && _position.Offset > start.Offset)) Advance();
        if (Current == '.' && IsFraction(Peek()))
        {
            isFloat = true;
            Advance();
            while (char.IsDigit(Current)) Advance();
        }

        if (Current is 'e' or 'E')
        {
            Advance();
            if (Current is '+' or '-') Advance();
            if (!char.IsDigit(Current))
            {
                AddError("Expecting at least one digit after the exponent", _position, _position);
                return;
            }

            while (char.IsDigit(Current)) Advance();
        }

        if (IsNumberSuffix(Current) && !IsIdentifierPart(Peek()))
        {
            isFloat = true;
            Advance();
        }

        Add(isFloat ? TokenType.Float : TokenType.Integer, start, EndOf(start));
    }

    // `1..2` is a range and `1.a` a member; everything else behind a dot makes a fraction.
    private static bool IsFraction(char next) =>
        next != '.' && (IsNumberSuffix(next) || !char.IsLetter(next) || next is 'e' or 'E');

    private static bool IsNumberSuffix(char c) => c is 'f' or 'F' or 'd' or 'D' or 'm' or 'M';

    private TextPosition EndOf(TextPosition start) => start.NextColumn(_position.Offset - start.Offset - 1);

    private void ReadPrefixedNumber(bool isHexadecimal)
    {
        TextPosition start = _position;
        bool hasDigits = false;
        Advance(2);
        while (Current == '_' || (isHexadecimal ? char.IsAsciiHexDigit(Current) : Current is '0' or '1'))
        {
            hasDigits |= Current != '_';
            Advance();
        }

        if (Current is 'u' or 'U' && !IsIdentifierPart(Peek())) Advance();
        if (hasDigits)
        {
            Add(isHexadecimal ? TokenType.HexaInteger : TokenType.BinaryInteger, start, EndOf(start));
            return;
        }

        AddError(
            isHexadecimal
                ? "Invalid hex number, expecting at least a hex digit [0-9a-fA-F] after 0x"
                : "Invalid binary number, expecting at least a binary digit 0 or 1 after 0b",
            start,
            EndOf(start));
    }

    private void ReadString()
    {
        TextPosition start = _position;
        char quote = Current;
        TextPosition last = _position;
        Advance();
        while (Current != quote)
        {
            if (!TryReadCharacter(ref last, quote, allowsBrace: false)) return;
        }

        Add(TokenType.String, start, _position);
        Advance();
    }

    /// <summary>Reads to the next brace or the end; continued means from the brace that ended an expression.</summary>
    private void ReadInterpolatedString(bool isContinued)
    {
        TextPosition start = _position;
        if (!isContinued) Advance();
        char quote = isContinued ? _quotes.Peek() : Current;
        TextPosition last = _position;
        Advance();
        while (Current != quote && Current != '{')
        {
            if (!TryReadCharacter(ref last, quote, allowsBrace: true)) return;
        }

        if (Current == quote)
        {
            if (isContinued) _quotes.Pop();
            Add(isContinued ? TokenType.EndingInterpolatedString : TokenType.InterpolatedString, start, _position);
            Advance();
            return;
        }

        if (!isContinued) _quotes.Push(quote);
        Add(
            isContinued ? TokenType.ContinuationInterpolatedString : TokenType.BeginInterpolatedString,
            start,
            _position);
        Add(TokenType.OpenInterpolatedBrace, _position, _position);
        Advance();
    }

    /// <summary>Reads one character or escape of a string; false at the end of the text.</summary>
    private bool TryReadCharacter(ref TextPosition last, char quote, bool allowsBrace)
    {
        if (Current == '\0')
        {
            AddError($"Unexpected end of file while parsing a string not terminated by a {quote}", last, last);
            _isAtEnd = _position.Offset >= Text.Length;
            return false;
        }

        last = _position;
        bool isEscape = Current == '\\';
        Advance();
        if (isEscape) ReadEscape(ref last, allowsBrace);
        return true;
    }

    private void ReadEscape(ref TextPosition last, bool allowsBrace)
    {
        char c = Current;
        if (c is '\n' or '\r')
        {
            last = _position;
            Advance();
            if (c == '\r' && Current == '\n') Advance();
            return;
        }

        if (Escapes.Contains(c) || (allowsBrace && c == '{'))
        {
            last = _position;
            Advance();
            return;
        }

        if (c is 'u' or 'x' && TryReadHexadecimal(c == 'u' ? 4 : 2)) return;
        AddEscapeError(
            $"Unexpected escape character `{Current}` in string. "
            + "Only 0 ' \\ \" b f n r t v u0000-uFFFF x00-xFF are allowed");
    }

    private bool TryReadHexadecimal(int digits)
    {
        bool isLong = digits == 4;
        Advance();
        for (int i = 0; i < digits; i++)
        {
            if (!char.IsAsciiHexDigit(Current))
            {
                AddEscapeError(
                    isLong
                        ? $"Unexpected hex number `{Current}` following `\\u`. Expecting `\\u0000` to `\\uffff`."
                        : $"Unexpected hex number `{Current}` following `\\x`. Expecting `\\x00` to `\\xff`");
                return false;
            }

            Advance();
        }

        return true;
    }

    // The string is read on, so that the rest of the template makes sense.
    private void AddEscapeError(string message) => Errors.Add(
        new LogMessage(ParserMessageType.Error, new SourceSpan(SourcePath, _position, _position), message));

    private void ReadVerbatimString()
    {
        TextPosition start = _position;
        TextPosition last = _position;
        Advance();
        while (Current != '`' || Peek() == '`')
        {
            if (Current == '\0')
            {
                AddError("Unexpected end of file while parsing a verbatim string not terminated by a `", last, last);
                return;
            }

            last = _position;
            Advance(Current == '`' ? 2 : 1);
        }

        Add(TokenType.VerbatimString, start, _position);
        Advance();
    }
}

using System.Globalization;
using System.Numerics;
using System.Text;
using Scriban.Syntax;

namespace Scriban.Parsing;

internal sealed partial class Parser
{
    private ScriptLiteral ParseInteger()
    {
        const NumberStyles Style = NumberStyles.Integer | NumberStyles.AllowExponent;
        string text = TextOf(Current).Replace("_", string.Empty);
        object? value = null;
        if (long.TryParse(text, Style, CultureInfo.InvariantCulture, out long number))
        {
            value = number is >= int.MinValue and <= int.MaxValue ? (object)(int)number : number;
        }
        else if (BigInteger.TryParse(text, Style, CultureInfo.InvariantCulture, out BigInteger big))
        {
            value = big;
        }
        else
        {
            LogError($"Unable to parse the integer {text}");
        }

        return ParseWord(value);
    }

    private ScriptLiteral ParseHexadecimal() => ParsePrefixed(digits => BigInteger.Parse(
        "0" + digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    private ScriptLiteral ParseBinaryInteger() => ParsePrefixed(digits => digits.Aggregate(
        BigInteger.Zero, (number, digit) => (number * 2) + (digit - '0')));

    // Without an `u`, numbers of 32 and 64 bits are read as signed ones.
    private ScriptLiteral ParsePrefixed(Func<string, BigInteger> parse)
    {
        string digits = TextOf(Current)[2..].Replace("_", string.Empty);
        bool isUnsigned = digits[^1] is 'u' or 'U';
        BigInteger number = parse(isUnsigned ? digits[..^1] : digits);
        object value = number;
        if (number <= uint.MaxValue) value = isUnsigned ? (object)(long)number : unchecked((int)(uint)number);
        else if (number <= ulong.MaxValue && !isUnsigned) value = unchecked((long)(ulong)number);
        return ParseWord(value);
    }

    private ScriptLiteral ParseFloat()
    {
        string text = TextOf(Current);
        string digits = text.TrimEnd('f', 'F', 'd', 'D', 'm', 'M');
        char suffix = char.ToLowerInvariant(text[^1]);
        CultureInfo culture = CultureInfo.InvariantCulture;
        object? value = null;
        if (suffix == 'f')
        {
            if (float.TryParse(digits, NumberStyles.Float, culture, out float single)) value = single;
            else LogError($"Unable to parse float value `{text}`");
            return ParseWord(value);
        }

        bool isDecimal = suffix == 'm' || (options.ParseFloatAsDecimal && suffix != 'd');
        if (isDecimal && decimal.TryParse(digits, NumberStyles.Float, culture, out decimal exact)) value = exact;
        else if (double.TryParse(digits, NumberStyles.Float, culture, out double number)) value = number;
        else LogError($"Unable to parse double value `{text}`");
        return ParseWord(value);
    }

    private ScriptLiteral ParseString()
    {
        string text = Unescape(Current.Start.Offset + 1, Current.End.Offset);
        ScriptLiteral literal = ParseWord(text);
        literal.Quote = lexer.Text[literal.Span.Start.Offset];
        return literal;
    }

    private ScriptLiteral ParseVerbatimString()
    {
        string text = lexer.Text[(Current.Start.Offset + 1)..Current.End.Offset].Replace("``", "`");
        ScriptLiteral literal = ParseWord(text);
        literal.Quote = '`';
        return literal;
    }

    private ScriptInterpolatedStringExpression ParseInterpolatedString()
    {
        var expression = Open(new ScriptInterpolatedStringExpression());
        bool isOpen = Is(TokenType.BeginInterpolatedString);
        expression.Segments.Add(ParseInterpolatedText());
        while (isOpen && !Is(TokenType.EndingInterpolatedString))
        {
            ScriptExpression? segment = ParseExpression(expression);
            if (segment is null) break;
            expression.Segments.Add(segment);
        }

        if (isOpen && Is(TokenType.EndingInterpolatedString)) expression.Segments.Add(ParseInterpolatedText());
        return Close(expression);
    }

    private ScriptLiteral ParseInterpolatedText()
    {
        // The first piece begins with a dollar sign and a quote, the others with a brace.
        bool isFirst = Current.Type is TokenType.BeginInterpolatedString or TokenType.InterpolatedString;
        return ParseWord(Unescape(Current.Start.Offset + (isFirst ? 2 : 1), Current.End.Offset));
    }

    private ScriptInterpolatedExpression ParseInterpolatedExpression()
    {
        var expression = Open(new ScriptInterpolatedExpression());
        Next();
        expression.Expression = ExpectExpression(expression);
        if (Is(TokenType.CloseInterpolatedBrace)) Next();
        else LogError("Opened interpolated expression not closed on the same line.");
        return Close(expression);
    }

    private string Unescape(int start, int end)
    {
        string source = lexer.Text;
        var text = new StringBuilder(end - start);
        for (int i = start; i < end; i++)
        {
            if (source[i] != '\\')
            {
                text.Append(source[i]);
                continue;
            }

            i++;
            switch (source[i])
            {
                case 'u' or 'x':
                    int length = source[i] == 'u' ? 4 : 2;
                    bool isWhole = i + length < end
                        && ushort.TryParse(source.AsSpan(i + 1, length), NumberStyles.AllowHexSpecifier, null, out _);
                    if (!isWhole) break;
                    text.Append((char)ushort.Parse(source.AsSpan(i + 1, length), NumberStyles.AllowHexSpecifier, null));
                    i += length;
                    break;
                case '\r':
                    i++;
                    break;
                case '\n':
                    break;
                default:
                    text.Append(EscapeOf(source[i]));
                    break;
            }
        }

        return text.ToString();
    }

    // What the lexer does not allow stays as it is; the template has an error then.
    private static char EscapeOf(char c) => c switch
    {
        '0' => '\0',
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\v',
        _ => c,
    };
}

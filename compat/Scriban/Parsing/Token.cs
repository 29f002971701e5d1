namespace Scriban.Parsing;

/// <summary>A word of the language; <see cref="End"/> is its last character.</summary>
public readonly record struct Token(TokenType Type, TextPosition Start, TextPosition End)
{
    public static readonly Token Eof = new(TokenType.Eof, TextPosition.Eof, TextPosition.Eof);

    internal string TextIn(string source)
    {
        if (Type == TokenType.Eof) return "<eof>";
        return End.Offset < source.Length ? source[Start.Offset..(End.Offset + 1)] : "<error>";
    }
}

public enum TokenType
{
    Invalid,
    CodeEnter,
    CodeExit,
    Raw,
    Escape,
    EscapeEnter,
    EscapeExit,
    NewLine,
    SemiColon,
    Identifier,
    IdentifierSpecial,
    Integer,
    HexaInteger,
    BinaryInteger,
    Float,
    String,
    VerbatimString,
    InterpolatedString,
    BeginInterpolatedString,
    ContinuationInterpolatedString,
    EndingInterpolatedString,
    OpenInterpolatedBrace,
    CloseInterpolatedBrace,
    Arroba,
    Caret,
    DoubleCaret,
    Colon,
    Equal,
    VerticalBar,
    PipeGreater,
    Exclamation,
    DoubleAmp,
    DoubleVerticalBar,
    Amp,
    Question,
    DoubleQuestion,
    QuestionDot,
    QuestionExclamation,
    DoubleEqual,
    ExclamationEqual,
    Less,
    Greater,
    LessEqual,
    GreaterEqual,
    DoubleLessThan,
    DoubleGreaterThan,
    Divide,
    DivideEqual,
    DoubleDivide,
    DoubleDivideEqual,
    Asterisk,
    AsteriskEqual,
    Plus,
    PlusEqual,
    DoublePlus,
    Minus,
    MinusEqual,
    DoubleMinus,
    Percent,
    PercentEqual,
    Comma,
    Dot,
    DoubleDot,
    DoubleDotLess,
    TripleDot,
    OpenParen,
    CloseParen,
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,
    Eof,
}

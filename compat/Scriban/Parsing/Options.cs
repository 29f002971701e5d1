namespace Scriban.Parsing;

public class ParserOptions
{
    /// <summary>How deep expressions and blocks may nest; 0 is no limit.</summary>
    public int ExpressionDepthLimit { get; init; } = 250;

    public bool ParseFloatAsDecimal { get; init; }
}

public class LexerOptions
{
    public ScriptMode Mode { get; init; }
}

public enum ScriptMode
{
    /// <summary>Text with code between double braces.</summary>
    Default = 0,

    /// <summary>The whole text is code.</summary>
    ScriptOnly = 3,
}

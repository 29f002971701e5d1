namespace Scriban.Parsing;

public class LogMessage(ParserMessageType type, SourceSpan span, string message)
{
    public ParserMessageType Type { get; set; } = type;

    public SourceSpan Span { get; set; } = span;

    public string Message { get; set; } = message;

    public override string ToString() => $"{Span.ToStringSimple()} : {Type.ToString().ToLowerInvariant()} : {Message}";
}

public enum ParserMessageType
{
    Error,
    Warning,
}

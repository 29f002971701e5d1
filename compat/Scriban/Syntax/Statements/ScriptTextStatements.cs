namespace Scriban.Syntax;

/// <summary>Text outside of code.</summary>
public class ScriptRawStatement : ScriptStatement
{
    internal ScriptRawStatement()
    {
    }

    internal string Source { get; init; } = string.Empty;

    internal int Start { get; init; }

    internal int Length { get; init; }

    /// <summary>What is written, without the white space that the code around it takes away.</summary>
    public ScriptStringSlice Text => new(Source, Start, Length);

    internal override (string Name, string Example) Syntax => ("raw statement", "<raw_text>");

    internal override IEnumerable<ScriptNode?> Parts => [];

    public override object? Evaluate(TemplateContext context)
    {
        if (Length == 0) return null;
        if (!context.EnableOutput) return Source.Substring(Start, Length);
        context.Write(Source, Start, Length);
        return null;
    }
}

/// <summary>Where code begins or ends.</summary>
public class ScriptEscapeStatement : ScriptStatement
{
    internal ScriptEscapeStatement()
    {
    }

    public bool IsEntering { get; internal init; }

    /// <summary>The white space between the start of the line and the code.</summary>
    internal string Indent { get; set; } = string.Empty;

    internal override (string Name, string Example) Syntax => ("{{ or }}", "{{ or }}");

    internal override IEnumerable<ScriptNode?> Parts => [];

    public override object? Evaluate(TemplateContext context) => null;
}

public class ScriptEndStatement : ScriptStatement
{
    internal ScriptEndStatement()
    {
    }

    internal override (string Name, string Example) Syntax => ("end statement", "end");

    internal override IEnumerable<ScriptNode?> Parts => [];

    public override object? Evaluate(TemplateContext context) => null;
}

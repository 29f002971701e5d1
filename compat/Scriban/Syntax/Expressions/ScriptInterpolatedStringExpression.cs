using System.Text;

namespace Scriban.Syntax;

/// <summary>`$"a {b} c"`</summary>
public class ScriptInterpolatedStringExpression : ScriptExpression
{
    internal ScriptInterpolatedStringExpression()
    {
    }

    /// <summary>Literals and expressions in turn.</summary>
    internal List<ScriptExpression> Segments { get; } = [];

    internal override (string Name, string Example) Syntax => ("interpolated expression", "{<expression>}");

    internal override IEnumerable<ScriptNode?> Parts => Segments;

    public override object? Evaluate(TemplateContext context)
    {
        context.PushPipe();
        try
        {
            var text = new StringBuilder();
            foreach (ScriptExpression segment in Segments) text.Append(context.Evaluate(segment));
            return text.ToString();
        }
        finally
        {
            context.PopPipe();
        }
    }

    public override string ToString() => $"$\"{string.Concat(Segments.Select(TextOf))}\"";

    private static string? TextOf(ScriptExpression segment) =>
        segment is ScriptLiteral { Value: string text } ? text : segment.ToString();
}

public class ScriptInterpolatedExpression : ScriptExpression
{
    internal ScriptInterpolatedExpression()
    {
    }

    public ScriptExpression? Expression { get; internal set; }

    internal override (string Name, string Example) Syntax => ("interpolated expression", "{<expression>}");

    internal override IEnumerable<ScriptNode?> Parts => [Expression];

    public override object? Evaluate(TemplateContext context) => context.Evaluate(Expression);

    public override string ToString() => $"{{{Expression}}}";
}

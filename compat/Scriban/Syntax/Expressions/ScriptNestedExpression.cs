namespace Scriban.Syntax;

/// <summary>An expression in parentheses.</summary>
public class ScriptNestedExpression : ScriptExpression, IScriptVariablePath
{
    internal ScriptNestedExpression()
    {
    }

    public ScriptExpression? Expression { get; internal set; }

    internal override (string Name, string Example) Syntax => ("nested expression", "(<expression>)");

    internal override IEnumerable<ScriptNode?> Parts => [Expression];

    public override object? Evaluate(TemplateContext context)
    {
        context.PushPipe();
        try
        {
            return context.GetValue(this);
        }
        finally
        {
            context.PopPipe();
        }
    }

    public object? GetValue(TemplateContext context) => context.Evaluate(Expression);

    public void SetValue(TemplateContext context, object? valueToSet) => context.SetValue(Expression, valueToSet);

    public override string ToString() => $"({Expression})";
}

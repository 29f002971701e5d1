namespace Scriban.Syntax;

public class ScriptExpressionStatement : ScriptStatement
{
    internal ScriptExpressionStatement()
    {
    }

    public ScriptExpression? Expression { get; internal set; }

    internal override bool CanOutput => Expression is not ScriptAssignExpression;

    internal override (string Name, string Example) Syntax => ("expression statement", "<expression>");

    internal override IEnumerable<ScriptNode?> Parts => [Expression];

    // A block that was handed to a function by `wrap` is run where its variable is written.
    public override object? Evaluate(TemplateContext context)
    {
        object? result = context.Evaluate(Expression);
        return result is ScriptNode block ? context.Evaluate(block) : result;
    }

    public override string ToString() => $"{Expression}";
}

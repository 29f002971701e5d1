namespace Scriban.Syntax;

public class ScriptConditionalExpression : ScriptExpression
{
    internal ScriptConditionalExpression()
    {
    }

    public ScriptExpression? Condition { get; internal init; }

    public ScriptExpression? ThenValue { get; internal set; }

    public ScriptExpression? ElseValue { get; internal set; }

    internal override (string Name, string Example) Syntax =>
        ("conditional expression", "<condition> ? <then_value> : <else_value>");

    internal override IEnumerable<ScriptNode?> Parts => [Condition, ThenValue, ElseValue];

    public override object? Evaluate(TemplateContext context) =>
        context.Evaluate(context.ToBool(Condition!.Span, context.Evaluate(Condition)) ? ThenValue : ElseValue);

    public override string ToString() => $"{Condition}?{ThenValue}:{ElseValue}";
}

namespace Scriban.Syntax;

public class ScriptAssignExpression : ScriptExpression
{
    internal ScriptAssignExpression()
    {
    }

    public ScriptExpression? Target { get; internal init; }

    public ScriptExpression? Value { get; internal set; }

    /// <summary>The operator in `+=` and the like; none in `=`.</summary>
    internal ScriptBinaryOperator Operator { get; init; }

    internal override (string Name, string Example) Syntax =>
        ("assign expression", "<target_expression> = <value_expression>");

    internal override IEnumerable<ScriptNode?> Parts => [Target, Value];

    public override object? Evaluate(TemplateContext context)
    {
        object? value = context.Evaluate(Value);
        if (Operator != ScriptBinaryOperator.None)
        {
            value = BinaryOperation.Evaluate(context, Span, Operator, context.Evaluate(Target), value);
        }

        context.SetValue(Target, value);
        return null;
    }

    public override string ToString() => $"{Target}{Operator.ToText()}={Value}";
}

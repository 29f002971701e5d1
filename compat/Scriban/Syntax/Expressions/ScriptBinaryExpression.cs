using Scriban.Parsing;

namespace Scriban.Syntax;

public class ScriptBinaryExpression : ScriptExpression
{
    internal ScriptBinaryExpression()
    {
    }

    public ScriptExpression? Left { get; internal init; }

    public ScriptExpression? Right { get; internal set; }

    public ScriptBinaryOperator Operator { get; internal init; }

    internal SourceSpan OperatorSpan { get; init; }

    internal override (string Name, string Example) Syntax =>
        ("binary expression", "<expression> operator <expression>");

    internal override IEnumerable<ScriptNode?> Parts => [Left, Right];

    public override object? Evaluate(TemplateContext context)
    {
        object? left = context.Evaluate(Left);
        if (Operator is ScriptBinaryOperator.And or ScriptBinaryOperator.Or)
        {
            bool isTrue = context.ToBool(Left!.Span, left);
            bool isDecided = isTrue == (Operator == ScriptBinaryOperator.Or);
            return isDecided ? isTrue : context.ToBool(Right!.Span, context.Evaluate(Right));
        }

        object? right = context.Evaluate(Right);
        return new BinaryOperation(context, OperatorSpan, Operator, Left!.Span, Right!.Span).Evaluate(left, right);
    }

    public override string ToString()
    {
        string space = Operator == ScriptBinaryOperator.Subtract ? " " : string.Empty;
        return $"{Left}{space}{Operator.ToText()}{space}{Right}";
    }
}

using System.Numerics;
using Scriban.Parsing;

namespace Scriban.Syntax;

public class ScriptUnaryExpression : ScriptExpression
{
    internal ScriptUnaryExpression()
    {
    }

    public ScriptExpression? Right { get; internal set; }

    internal ScriptUnaryOperator Operator { get; init; }

    internal override (string Name, string Example) Syntax => ("unary expression", "<operator> <expression>");

    internal override IEnumerable<ScriptNode?> Parts => [Right];

    public override object? Evaluate(TemplateContext context)
    {
        if (Operator == ScriptUnaryOperator.FunctionAlias) return context.Evaluate(Right, true);
        object? value = context.Evaluate(Right);
        return Operator switch
        {
            ScriptUnaryOperator.Not => !context.ToBool(Right!.Span, value),
            ScriptUnaryOperator.FunctionParametersExpand => value,
            _ => Signed(context, Right!.Span, Operator, value),
        };
    }

    public override string ToString() => Operator.ToText() + Right;

    internal static object Signed(TemplateContext context, SourceSpan span, ScriptUnaryOperator op, object? value)
    {
        bool isNegated = op == ScriptUnaryOperator.Negate;
        return value switch
        {
            int number => (object)(isNegated ? -number : number),
            double number => (object)(isNegated ? -number : number),
            float number => (object)(isNegated ? -number : number),
            long number => (object)(isNegated ? -number : number),
            decimal number => (object)(isNegated ? -number : number),
            BigInteger number => (object)(isNegated ? -number : number),
            null => throw new ScriptRuntimeException(span, $"Operator `{op.ToText()}` is not supported"),
            _ => throw new ScriptRuntimeException(
                span,
                $"Unexpected value `{value} / Type: {context.GetTypeName(value)}`. "
                + "Cannot negate(-)/positive(+) a non-numeric value"),
        };
    }
}

/// <summary>`++x`, `x++` and the same with minus.</summary>
public class ScriptIncrementDecrementExpression : ScriptUnaryExpression
{
    internal ScriptIncrementDecrementExpression()
    {
    }

    public bool Post { get; internal init; }

    internal override (string Name, string Example) Syntax =>
        ("increment/decrement expression", "<operator> <expression> or <expression> <operator>");

    public override object? Evaluate(TemplateContext context)
    {
        int step = Operator == ScriptUnaryOperator.Increment ? 1 : -1;
        object before = Signed(context, Right!.Span, ScriptUnaryOperator.Plus, context.Evaluate(Right));
        object? after = BinaryOperation.Evaluate(context, Right.Span, ScriptBinaryOperator.Add, before, step);
        context.SetValue(Right, after);
        return Post ? before : after;
    }

    public override string ToString() => Post ? Right + Operator.ToText() : Operator.ToText() + Right;
}

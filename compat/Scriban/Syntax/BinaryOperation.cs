using System.Numerics;
using Scriban.Parsing;
using Scriban.Runtime;

namespace Scriban.Syntax;

/// <summary>One use of a binary operator, for operands of all types.</summary>
internal sealed record BinaryOperation(
    TemplateContext Context, SourceSpan Span, ScriptBinaryOperator Operator, SourceSpan LeftSpan, SourceSpan RightSpan)
{
    private bool IsComparison =>
        Operator is >= ScriptBinaryOperator.CompareEqual and <= ScriptBinaryOperator.CompareGreater;

    public static object? Evaluate(
        TemplateContext context, SourceSpan span, ScriptBinaryOperator op, object? left, object? right) =>
        new BinaryOperation(context, span, op, span, span).Evaluate(left, right);

    public object? Evaluate(object? left, object? right)
    {
        if (Operator == ScriptBinaryOperator.EmptyCoalescing) return left ?? right;
        if (Operator == ScriptBinaryOperator.NotEmptyCoalescing) return left is null ? null : right;
        try
        {
            if (left is string or char || right is string or char) return OnStrings(left, right);
            if (left is null || right is null) return OnNull(left, right);
            if (left == EmptyScriptObject.Default || right == EmptyScriptObject.Default) return OnEmpty(left, right);
            if (ListOperation.Applies(left, right)) return new ListOperation(this).Evaluate(left, right);
            return OnValues(left, right);
        }
        catch (Exception exception) when (exception is not ScriptRuntimeException)
        {
            throw new ScriptRuntimeException(Span, exception.Message);
        }
    }

    /// <summary>What a comparison operator says of the result of a three-way comparison.</summary>
    public bool Holds(int order) => Operator switch
    {
        ScriptBinaryOperator.CompareEqual => order == 0,
        ScriptBinaryOperator.CompareNotEqual => order != 0,
        ScriptBinaryOperator.CompareLess => order < 0,
        ScriptBinaryOperator.CompareLessOrEqual => order <= 0,
        ScriptBinaryOperator.CompareGreater => order > 0,
        _ => order >= 0,
    };

    public ScriptRuntimeException Error(string message) => new(Span, message);

    private object OnStrings(object? left, object? right)
    {
        string? leftText = Context.ObjectToString(left);
        string? rightText = Context.ObjectToString(right);
        switch (Operator)
        {
            case ScriptBinaryOperator.Add:
                return leftText + rightText;
            case ScriptBinaryOperator.Multiply:
                return right is string ? Repeat(rightText, left, LeftSpan) : Repeat(leftText, right, RightSpan);
            case var _ when IsComparison:
                return Holds(string.CompareOrdinal(leftText, rightText));
            default:
                throw Error($"Operator `{Operator.ToText()}` is not supported on string objects");
        }
    }

    private string Repeat(string? text, object? times, SourceSpan timesSpan)
    {
        int count;
        try
        {
            count = Context.ToInt(Span, times);
        }
        catch (ScriptRuntimeException)
        {
            throw new ScriptRuntimeException(
                timesSpan,
                $"Expecting an integer. The operator `{Operator.ToText()}` is not supported for the expression. "
                + "Only working on string x int or int x string");
        }

        if (Context.LimitToString > 0 && (long)(text?.Length ?? 0) * count > Context.LimitToString)
        {
            throw new ScriptRuntimeException(
                timesSpan, $"String multiplication exceeds LimitToString `{Context.LimitToString}`.");
        }

        return count > 0 ? string.Concat(Enumerable.Repeat(text, count)) : string.Empty;
    }

    private object? OnNull(object? left, object? right) => Operator switch
    {
        ScriptBinaryOperator.CompareEqual => left is null && right is null,
        ScriptBinaryOperator.CompareNotEqual => left is not null || right is not null,
        _ => IsComparison ? false : null,
    };

    private object? OnEmpty(object left, object right)
    {
        if (left == right) return IsComparison ? Holds(0) : EmptyScriptObject.Default;
        object? isEmpty = Context.IsEmpty(Span, left == EmptyScriptObject.Default ? right : left);
        return Operator switch
        {
            ScriptBinaryOperator.CompareNotEqual => isEmpty is bool flag ? !flag : isEmpty,
            ScriptBinaryOperator.CompareLess or ScriptBinaryOperator.CompareGreater => false,
            _ when IsComparison => isEmpty,
            _ => EmptyScriptObject.Default,
        };
    }

    private object OnValues(object left, object right)
    {
        Type? type = NumberTypeOf(left, right);
        if (type == typeof(decimal)) return OnDecimals(Converted<decimal>(left), Converted<decimal>(right));
        if (type == typeof(double))
        {
            return Arithmetic.OnDoubles(this, Converted<double>(left), Converted<double>(right));
        }

        if (type == typeof(float)) return Arithmetic.OnFloats(this, Converted<float>(left), Converted<float>(right));
        if (type == typeof(BigInteger))
        {
            return Arithmetic.OnIntegers(this, Converted<BigInteger>(left), Converted<BigInteger>(right));
        }

        if (left is bool || right is bool)
        {
            bool isEqual = Converted<bool>(left) == Converted<bool>(right);
            return Operator switch
            {
                ScriptBinaryOperator.CompareEqual => isEqual,
                ScriptBinaryOperator.CompareNotEqual => !isEqual,
                _ => throw Error($"The operator `{Operator.ToText()}` is not valid for bool<->bool"),
            };
        }

        return OnObjects(left, right);
    }

    private object OnObjects(object left, object right) => (left, right, Operator) switch
    {
        (DateTime from, DateTime to, ScriptBinaryOperator.Subtract) => from - to,
        (DateTime from, DateTime to, _) when IsComparison => Holds(from.CompareTo(to)),
        (DateTime from, TimeSpan time, ScriptBinaryOperator.Add) => from + time,
        (_, _, ScriptBinaryOperator.CompareEqual) => left.Equals(right),
        (_, _, ScriptBinaryOperator.CompareNotEqual) => !left.Equals(right),
        _ => throw Error(
            $"Unsupported types `{left}/{Context.GetTypeName(left)}` {Operator.ToText()} "
            + $"`{right}/{Context.GetTypeName(right)}` for binary operation"),
    };

    private object OnDecimals(decimal left, decimal right) => Operator switch
    {
        ScriptBinaryOperator.Add => left + right,
        ScriptBinaryOperator.Subtract => left - right,
        ScriptBinaryOperator.Multiply => left * right,
        ScriptBinaryOperator.Divide => left / right,
        ScriptBinaryOperator.DivideRound => Math.Round(left / right),
        ScriptBinaryOperator.Modulus => left % right,
        _ when IsComparison => Holds(left.CompareTo(right)),
        _ => throw Error($"The operator `{Operator.ToText()}` is not implemented for decimal<->decimal"),
    };

    // The first of these types that one operand has; integers of every size count as the last one.
    private static Type? NumberTypeOf(object left, object right)
    {
        if (left is decimal || right is decimal) return typeof(decimal);
        if (left is double || right is double) return typeof(double);
        if (left is float || right is float) return typeof(float);
        return IsInteger(left) || IsInteger(right) ? typeof(BigInteger) : null;
    }

    private static bool IsInteger(object value) => value is int or long or uint or ulong or BigInteger or Enum;

    private T Converted<T>(object value)
    {
        object number = value is Enum ? Convert.ToInt64(value, Context.CurrentCulture) : value;
        bool isOther = typeof(T) == typeof(BigInteger) && !TypeNames.IsPrimitive(number.GetType());
        if (isOther) number = Context.ToInt(Span, number);
        return Context.ToObject<T>(Span, number)!;
    }
}

using System.Collections;
using System.Runtime.CompilerServices;
using Scriban.Parsing;
using Scriban.Runtime;

namespace Scriban.Syntax;

/// <summary>
/// The operators on lists: joining, repeating, cutting, comparing, adding an item in front or behind.
/// </summary>
internal sealed class ListOperation(BinaryOperation operation)
{
    private ScriptBinaryOperator Operator => operation.Operator;

    public static bool Applies(object left, object right) => IsOwn(left) || IsOwn(right);

    public object? Evaluate(object left, object right)
    {
        List<object?>? leftItems = ItemsOf(left);
        List<object?>? rightItems = ItemsOf(right);
        switch (Operator)
        {
            case ScriptBinaryOperator.Add:
                Require(left, right, leftItems, rightItems);
                return new ScriptRange(leftItems!.Concat(rightItems!));
            case >= ScriptBinaryOperator.CompareEqual and <= ScriptBinaryOperator.CompareGreater:
                Require(left, right, leftItems, rightItems);
                return Compare(leftItems!, rightItems!);
            case ScriptBinaryOperator.Multiply when (leftItems is null) != (rightItems is null):
                int times = Count(left, right, leftItems is null ? left : right, leftItems is null);
                var repeated = Enumerable.Repeat(leftItems ?? rightItems!, times).SelectMany(items => items);
                return new ScriptArray(operation.Context.Iterate(operation.Span, repeated));
            case ScriptBinaryOperator.Divide or ScriptBinaryOperator.DivideRound when leftItems is not null:
                int parts = Divisor(left, right);
                return new ScriptArray(leftItems.Take(leftItems.Count / parts));
            case ScriptBinaryOperator.Modulus when leftItems is not null:
                int step = Divisor(left, right);
                return new ScriptArray(leftItems.Where((_, index) => index % step == 0));
            case ScriptBinaryOperator.ShiftLeft when leftItems is not null:
                return new ScriptArray(leftItems.Append(right));
            case ScriptBinaryOperator.ShiftRight when rightItems is not null:
                return new ScriptArray(rightItems.Prepend(left));
            default:
                throw NotSupported(left, right, operation.Span, ReasonFor(leftItems));
        }
    }

    private static bool IsOwn(object value) => value is ScriptArray or ScriptRange;

    private static List<object?>? ItemsOf(object value) =>
        value is IEnumerable items and not string and not ScriptObject ? items.Cast<object?>().ToList() : null;

    private string ReasonFor(List<object?>? leftItems) => Operator switch
    {
        ScriptBinaryOperator.Multiply => " Expecting only one array for the left or right argument.",
        ScriptBinaryOperator.ShiftRight => " Expecting an array for the right argument.",
        _ when leftItems is null => " Expecting an array for the left argument.",
        _ => string.Empty,
    };

    private void Require(object left, object right, List<object?>? leftItems, List<object?>? rightItems)
    {
        if (rightItems is null)
        {
            throw NotSupported(left, right, operation.RightSpan, " Expecting an array for the right argument.");
        }

        if (leftItems is null)
        {
            throw NotSupported(left, right, operation.LeftSpan, " Expecting an array for the left argument.");
        }
    }

    private int Divisor(object left, object right)
    {
        int divisor = Count(left, right, right, false);
        return divisor > 0 ? divisor : throw new ScriptRuntimeException(operation.RightSpan, "Cannot divide by 0");
    }

    private int Count(object left, object right, object value, bool isLeft)
    {
        int count = operation.Context.ToInt(operation.Span, value);
        if (count >= 0) return count;
        SourceSpan span = isLeft ? operation.LeftSpan : operation.RightSpan;
        throw NotSupported(left, right, span, $" Integer {count} cannot be negative when multiplying");
    }

    // A shorter list is smaller; of lists of one length, the operator has to hold for every pair of items.
    private bool Compare(List<object?> left, List<object?> right)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ScriptRuntimeException(operation.Span, "The lists are nested too deeply to be compared.");
        }

        if (left.Count != right.Count) return operation.Holds(left.Count.CompareTo(right.Count));
        if (left.Count == 0) return operation.Holds(0);
        return left.Zip(right).All(pair => BinaryOperation.Evaluate(
            operation.Context, operation.Span, Operator, pair.First, pair.Second) is true);
    }

    private ScriptRuntimeException NotSupported(object left, object right, SourceSpan span, string reason) => new(
        span,
        $"The operator `{Operator.ToText()}` is not supported between {operation.Context.GetTypeName(left)} and "
        + $"{operation.Context.GetTypeName(right)}.{reason}");
}

using System.Numerics;
using Scriban.Runtime;

namespace Scriban.Syntax;

/// <summary>The operators on numbers.</summary>
internal static class Arithmetic
{
    private const int MaximumShift = 1024 * 1024;

    public static object OnDoubles(BinaryOperation operation, double left, double right) => operation.Operator switch
    {
        ScriptBinaryOperator.Add => left + right,
        ScriptBinaryOperator.Subtract => left - right,
        ScriptBinaryOperator.Multiply => left * right,
        ScriptBinaryOperator.Divide => left / right,
        ScriptBinaryOperator.DivideRound => Math.Round(left / right),
        ScriptBinaryOperator.Modulus => left % right,
        ScriptBinaryOperator.ShiftLeft => left * Math.Pow(2, right),
        ScriptBinaryOperator.ShiftRight => left / Math.Pow(2, right),
        _ => Compare(operation, left, right, "double"),
    };

    public static object OnFloats(BinaryOperation operation, float left, float right) => operation.Operator switch
    {
        ScriptBinaryOperator.Add => left + right,
        ScriptBinaryOperator.Subtract => left - right,
        ScriptBinaryOperator.Multiply => left * right,
        ScriptBinaryOperator.Divide => left / right,
        ScriptBinaryOperator.DivideRound => (float)(int)(left / right),
        ScriptBinaryOperator.Modulus => left % right,
        ScriptBinaryOperator.ShiftLeft => left * (float)Math.Pow(2, right),
        ScriptBinaryOperator.ShiftRight => left / (float)Math.Pow(2, right),
        _ => Compare(operation, left, right, "float"),
    };

    public static object OnIntegers(BinaryOperation operation, BigInteger left, BigInteger right) =>
        operation.Operator switch
        {
            ScriptBinaryOperator.Add => Smallest(left + right),
            ScriptBinaryOperator.Subtract => Smallest(left - right),
            ScriptBinaryOperator.Multiply => Smallest(left * right),
            ScriptBinaryOperator.Divide => (double)left / (double)right,
            ScriptBinaryOperator.DivideRound => Smallest(left / right),
            ScriptBinaryOperator.Modulus => Smallest(left % right),
            ScriptBinaryOperator.ShiftLeft => Smallest(left << ShiftOf(operation, right)),
            ScriptBinaryOperator.ShiftRight => Smallest(left >> ShiftOf(operation, right)),
            ScriptBinaryOperator.RangeInclude => Range(operation, left, right, 1),
            ScriptBinaryOperator.RangeExclude => Range(operation, left, right, 0),
            _ => operation.Holds(left.CompareTo(right)),
        };

    private static object Compare(BinaryOperation operation, double left, double right, string type) =>
        operation.Operator switch
        {
            ScriptBinaryOperator.CompareEqual => left == right,
            ScriptBinaryOperator.CompareNotEqual => left != right,
            ScriptBinaryOperator.CompareLess => left < right,
            ScriptBinaryOperator.CompareLessOrEqual => left <= right,
            ScriptBinaryOperator.CompareGreater => left > right,
            ScriptBinaryOperator.CompareGreaterOrEqual => left >= right,
            _ => throw operation.Error(
                $"The operator `{operation.Operator.ToText()}` is not implemented for {type}<->{type}"),
        };

    // Int32 where it fits, then Int64, then a big integer.
    private static object Smallest(BigInteger value)
    {
        if (value >= int.MinValue && value <= int.MaxValue) return (int)value;
        if (value >= long.MinValue && value <= long.MaxValue) return (long)value;
        return value;
    }

    private static ScriptRange Range(BinaryOperation operation, BigInteger first, BigInteger last, int inclusive)
    {
        BigInteger size = BigInteger.Abs(last - first) + inclusive;
        int limit = operation.Context.LoopLimit;
        if (limit > 0 && size > limit) throw operation.Error($"Range expression exceeds LoopLimit `{limit}`.");
        return new ScriptRange(Numbers(first, size, last < first ? -1 : 1));
    }

    private static IEnumerable<object> Numbers(BigInteger first, BigInteger count, int step)
    {
        for (BigInteger i = 0; i < count; i++) yield return Smallest(first + (i * step));
    }

    private static int ShiftOf(BinaryOperation operation, BigInteger shift)
    {
        if (BigInteger.Abs(shift) > MaximumShift)
        {
            throw operation.Error(
                $"Shift amount `{shift}` exceeds maximum supported magnitude `{MaximumShift}`.");
        }

        return (int)shift;
    }
}

using System.Globalization;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Scriban.Functions;

public class MathFunctions : ScriptObject
{
    public static object? Abs(TemplateContext context, SourceSpan span, object? value) => value switch
    {
        null => null,
        int number => Math.Abs(number),
        long number => Math.Abs(number),
        double number => Math.Abs(number),
        float number => Math.Abs(number),
        decimal number => Math.Abs(number),
        short number => Math.Abs(number),
        sbyte number => Math.Abs(number),
        _ when value.GetType().IsPrimitive => value,
        _ => throw new ScriptRuntimeException(span, $"The value `{value}` is not a number"),
    };

    public static double Ceil(double value) => Math.Ceiling(value);

    public static object? DividedBy(TemplateContext context, SourceSpan span, double value, object? divisor)
    {
        object? result = BinaryOperation.Evaluate(context, span, ScriptBinaryOperator.Divide, value, divisor);
        return divisor is int && result is double quotient ? (int)Math.Floor(quotient) : result;
    }

    public static double Floor(double value) => Math.Floor(value);

    public static string Format(
        TemplateContext context, SourceSpan span, object? value, string? format, string? culture = null)
    {
        if (value is null) return string.Empty;
        if (!IsNumber(value))
        {
            throw new ScriptRuntimeException(span, $"Unexpected `{value}`. Must be a formattable number");
        }

        CultureInfo provider = culture is null ? context.CurrentCulture : new CultureInfo(culture);
        return ((IFormattable)value).ToString(format ?? string.Empty, provider);
    }

    public static bool IsNumber(object? value) => value is not null && TypeNames.IsNumber(value.GetType());

    public static object? Minus(TemplateContext context, SourceSpan span, object? value, object? with) =>
        BinaryOperation.Evaluate(context, span, ScriptBinaryOperator.Subtract, value, with);

    public static object? Modulo(TemplateContext context, SourceSpan span, object? value, object? with) =>
        BinaryOperation.Evaluate(context, span, ScriptBinaryOperator.Modulus, value, with);

    public static object? Plus(TemplateContext context, SourceSpan span, object? value, object? with) =>
        BinaryOperation.Evaluate(context, span, ScriptBinaryOperator.Add, value, with);

    public static double Round(double value, int precision = 0) => Math.Round(value, precision);

    public static object? Times(TemplateContext context, SourceSpan span, object? value, object? with) =>
        BinaryOperation.Evaluate(context, span, ScriptBinaryOperator.Multiply, value, with);
}

// The engine's functions have other nullability in other versions; without annotations this fits all of them.
#nullable disable annotations

using Scriban;
using Scriban.Functions;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace GptPrompting.Prompts;

/// <summary>
/// <c>math.format</c> and <c>object.format</c>, but for formats such as <c>N999999999</c>, whose one call would take
/// seconds and gigabytes.
/// </summary>
internal static class BoundedFormats
{
    private const string Name = "format";
    private const int MostDigits = 1000;

    /// <param name="builtins">The engine's functions by group.</param>
    internal static void Put(ScriptObject builtins)
    {
        Put(builtins, "math", FormatNumber);
        Put(builtins, "object", FormatObject);
    }

    private static void Put(ScriptObject builtins, string group, Delegate function)
    {
        // The engine's own is read-only.
        var functions = (ScriptObject)builtins[group]!;
        functions.Remove(Name);
        functions.Import(Name, function);
    }

    private static string FormatNumber(
        TemplateContext context, SourceSpan span, object value, string format, string culture = null) =>
        MathFunctions.Format(context, span, value, Checked(span, format), culture);

    private static string FormatObject(
        TemplateContext context, SourceSpan span, object value, string format, string culture = null) =>
        ObjectFunctions.Format(context, span, value, Checked(span, format), culture);

    private static string Checked(SourceSpan span, string format)
    {
        int number = 0;
        foreach (char each in format ?? "")
        {
            number = char.IsAsciiDigit(each) ? (number * 10) + (each - '0') : 0;
            if (number > MostDigits)
            {
                throw new ScriptRuntimeException(span, $"A format may ask for {MostDigits} digits at most.");
            }
        }

        return format;
    }
}

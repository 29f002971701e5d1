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

    private static readonly ScriptObject s_formats = Formats();

    internal static void Put(ScriptObject builtins)
    {
        foreach (string group in s_formats.Keys)
        {
            // The engine's own is read-only.
            var functions = (ScriptObject)builtins[group]!;
            functions.Remove(Name);
            functions.SetValue(Name, s_formats[group], readOnly: true);
        }
    }

    private static ScriptObject Formats()
    {
        var formats = new ScriptObject();
        formats.Import("math", FormatNumber);
        formats.Import("object", FormatObject);
        return formats;
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

using System.Globalization;
using System.Text.RegularExpressions;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Scriban.Functions;

/// <summary>`date.*`; its member `format` is how dates are written that nothing else is said of.</summary>
public partial class DateTimeFunctions : ScriptObject
{
    public const string DefaultFormat = "%d %b %Y";

    internal static readonly ScriptVariableGlobal Variable = new("date");

    public DateTimeFunctions()
    {
        SetValue("format", DefaultFormat, false);
        SetValue("default_format", DefaultFormat, true);
        BindFormat();
    }

    internal string Format => this["format"] as string ?? DefaultFormat;

    public static DateTime Now() => DateTime.Now;

    public static DateTime UtcNow() => DateTime.UtcNow;

    public static DateTime AddDays(DateTime date, double days) => date.AddDays(days);

    public static DateTime AddMonths(DateTime date, int months) => date.AddMonths(months);

    public static DateTime AddYears(DateTime date, int years) => date.AddYears(years);

    public static DateTime AddHours(DateTime date, double hours) => date.AddHours(hours);

    public static DateTime AddMinutes(DateTime date, double minutes) => date.AddMinutes(minutes);

    public static DateTime AddSeconds(DateTime date, double seconds) => date.AddSeconds(seconds);

    public static DateTime AddMilliseconds(DateTime date, double millis) => date.AddMilliseconds(millis);

    /// <summary>The date that a text says, as local time; year 1 for a text that says none.</summary>
    public static DateTime? Parse(TemplateContext context, string? text, string? culture = null)
    {
        if (string.IsNullOrEmpty(text)) return null;
        CultureInfo provider = culture is null ? context.CurrentCulture : CultureInfo.GetCultureInfo(culture);
        bool hasZone = text.TrimEnd().EndsWith('Z') || text.TrimEnd().EndsWith('z') || Offset().IsMatch(text);
        if (!hasZone)
        {
            return DateTime.TryParse(text, provider, DateTimeStyles.AssumeLocal, out DateTime local)
                ? local
                : default(DateTime);
        }

        return DateTimeOffset.TryParse(text, provider, DateTimeStyles.None, out DateTimeOffset exact)
            ? exact.LocalDateTime
            : default(DateTime);
    }

    public override IScriptObject Clone(bool deep)
    {
        var clone = (DateTimeFunctions)base.Clone(deep);
        clone.BindFormat();
        return clone;
    }

    internal string Write(DateTime date, string pattern, CultureInfo culture) =>
        DatePattern.Write(date, pattern == "%g" ? "%g " + Format : pattern, culture);

    [GeneratedRegex(@"\+\d")]
    private static partial Regex Offset();

    /// <summary>`to_string` reads the `format` of its own table, so every copy of the table has its own.</summary>
    private void BindFormat()
    {
        var write = new Func<TemplateContext, DateTime?, string, string?, string?>(Write);
        SetValue("to_string", DynamicCustomFunction.Create(write), true);
    }

    private string? Write(TemplateContext context, DateTime? date, string pattern, string? culture = null)
    {
        CultureInfo provider = culture is null ? context.CurrentCulture : CultureInfo.GetCultureInfo(culture);
        return date is { } value ? Write(value, pattern, provider) : null;
    }
}

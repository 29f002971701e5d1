using System.Globalization;
using System.Text;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Scriban.Functions;

/// <summary>`date.*`; its member `format` is how dates are written that nothing else is said of.</summary>
public class DateTimeFunctions : ScriptObject
{
    public const string DefaultFormat = "%d %b %Y";

    internal static readonly ScriptVariableGlobal Variable = new("date");

    public DateTimeFunctions()
    {
        SetValue("format", DefaultFormat, false);
        SetValue("default_format", DefaultFormat, true);
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

    public static DateTime? Parse(TemplateContext context, string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return DateTime.TryParse(text, context.CurrentCulture, DateTimeStyles.None, out DateTime date) ? date : null;
    }

    public static string? ToString(TemplateContext context, DateTime? date, string? pattern = null, string? culture = null)
    {
        if (date is null) return null;
        CultureInfo provider = culture is null ? context.CurrentCulture : CultureInfo.GetCultureInfo(culture);
        return FormatDate(date.Value, pattern ?? DefaultFormat, provider);
    }

    /// <summary>Writes a date by a pattern of the C function strftime.</summary>
    internal static string FormatDate(DateTime date, string pattern, CultureInfo culture)
    {
        var text = new StringBuilder();
        for (int i = 0; i < pattern.Length; i++)
        {
            bool isCode = pattern[i] == '%' && i + 1 < pattern.Length;
            if (isCode && pattern[i + 1] == 'g') culture = CultureInfo.InvariantCulture;
            text.Append(isCode ? Part(date, pattern[++i], culture) : pattern[i].ToString());
        }

        return text.ToString();
    }

    private static string Part(DateTime date, char code, CultureInfo culture) => code switch
    {
        'a' => date.ToString("ddd", culture),
        'A' => date.ToString("dddd", culture),
        'b' or 'h' => date.ToString("MMM", culture),
        'B' => date.ToString("MMMM", culture),
        'c' => date.ToString("ddd MMM dd HH:mm:ss yyyy", culture),
        'C' => (date.Year / 100).ToString("D2", culture),
        'd' => date.ToString("dd", culture),
        'D' => date.ToString("MM/dd/yy", culture),
        'e' => date.ToString("%d", culture).PadLeft(2),
        'F' => date.ToString("yyyy-MM-dd", culture),
        'g' => string.Empty,
        'H' => date.ToString("HH", culture),
        'I' => date.ToString("hh", culture),
        'j' => date.DayOfYear.ToString("D3", culture),
        'L' => date.ToString("fff", culture),
        'm' => date.ToString("MM", culture),
        'M' => date.ToString("mm", culture),
        'n' => "\n",
        'p' => date.ToString("tt", culture),
        'R' => date.ToString("HH:mm", culture),
        's' => ((DateTimeOffset)date).ToUnixTimeSeconds().ToString(culture),
        'S' => date.ToString("ss", culture),
        't' => "\t",
        'T' => date.ToString("HH:mm:ss", culture),
        'y' => date.ToString("yy", culture),
        'Y' => date.ToString("yyyy", culture),
        'Z' => date.ToString("zzz", culture),
        '%' => "%",
        _ => "%" + code,
    };
}

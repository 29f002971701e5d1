using System.Globalization;
using System.Text;

namespace Scriban.Functions;

/// <summary>Writes dates by patterns of the C function strftime; from `%g` on the culture is invariant.</summary>
internal static class DatePattern
{
    public static string Write(DateTime date, string pattern, CultureInfo culture)
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

    private static string Part(DateTime date, char code, CultureInfo culture) =>
        NetFormat(code) is { } format ? date.ToString(format, culture) : Composed(date, code, culture);

    private static string? NetFormat(char code) => code switch
    {
        'a' => "ddd",
        'A' => "dddd",
        'b' or 'h' => "MMM",
        'B' => "MMMM",
        'c' => "ddd MMM dd HH:mm:ss yyyy",
        'd' => "dd",
        'D' => "MM/dd/yy",
        'F' => "yyyy-MM-dd",
        'H' => "HH",
        'I' => "hh",
        'L' => "fff",
        'm' => "MM",
        'M' => "mm",
        'N' => "fffffff00",
        'p' => "tt",
        'r' => "hh:mm:ss tt",
        'R' => "HH:mm",
        'S' => "ss",
        'T' => "HH:mm:ss",
        'x' => "d",
        'X' => "T",
        'y' => "yy",
        'Y' => "yyyy",
        'Z' => "zzz",
        _ => null,
    };

    private static string Composed(DateTime date, char code, CultureInfo culture) => code switch
    {
        '%' => "%",
        'C' => (date.Year / 100).ToString("D2", culture),
        'e' => date.ToString("%d", culture).PadLeft(2),
        'g' => string.Empty,
        'j' => date.DayOfYear.ToString("D3", culture),
        'k' => date.ToString("%H", culture).PadLeft(2),
        'l' => date.ToString("%h", culture).PadLeft(2),
        'n' => "\n",
        'P' => date.ToString("tt", culture).ToLowerInvariant(),
        's' => new DateTimeOffset(date.ToUniversalTime()).ToUnixTimeSeconds().ToString(culture),
        't' => "\t",
        'u' => (date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek).ToString(culture),
        'U' => Week(date, culture, culture.DateTimeFormat.CalendarWeekRule, DayOfWeek.Sunday),
        'v' => date.ToString("%d", CultureInfo.InvariantCulture).PadLeft(2)
            + date.ToString("-MMM-yyyy", CultureInfo.InvariantCulture).ToUpperInvariant(),
        'V' => Week(date, culture, CalendarWeekRule.FirstFourDayWeek, DayOfWeek.Monday),
        'w' => ((int)date.DayOfWeek).ToString(culture),
        'W' => Week(date, culture, culture.DateTimeFormat.CalendarWeekRule, DayOfWeek.Monday),
        _ => "%" + code,
    };

    private static string Week(DateTime date, CultureInfo culture, CalendarWeekRule rule, DayOfWeek first) =>
        culture.Calendar.GetWeekOfYear(date, rule, first).ToString("D2", culture);
}

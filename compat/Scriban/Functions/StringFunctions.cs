using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Scriban.Runtime;

namespace Scriban.Functions;

public partial class StringFunctions : ScriptObject
{
    public static string? Escape(string? text)
    {
        if (text is null) return null;
        var escaped = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            escaped.Append(c switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\a' => @"\a",
                '\b' => @"\b",
                '\t' => @"\t",
                '\r' => @"\r",
                '\v' => @"\v",
                '\f' => @"\f",
                '\n' => @"\n",
                < ' ' => $@"\x{(int)c:x2}",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }

    public static string Append(TemplateContext context, string? text, string? with) => Checked(context, text + with);

    public static string Capitalize(string? text) =>
        string.IsNullOrEmpty(text) ? string.Empty : char.ToUpper(text[0], CultureInfo.CurrentCulture) + text[1..];

    public static string Capitalizewords(string? text)
    {
        var words = new StringBuilder(text);
        bool startsWord = true;
        for (int i = 0; i < words.Length; i++)
        {
            if (char.IsWhiteSpace(words[i]))
            {
                startsWord = true;
            }
            else if (startsWord && char.IsLetter(words[i]))
            {
                words[i] = char.ToUpper(words[i], CultureInfo.CurrentCulture);
                startsWord = false;
            }
        }

        return words.ToString();
    }

    public static bool Contains(string? text, string? value) =>
        !string.IsNullOrEmpty(text) && !string.IsNullOrEmpty(value) && text.Contains(value, StringComparison.Ordinal);

    public static string? Downcase(string? text) => text?.ToLowerInvariant();

    public static bool Empty(string? text) => string.IsNullOrEmpty(text);

    public static bool EndsWith(string? text, string? value) =>
        !string.IsNullOrEmpty(text)
        && !string.IsNullOrEmpty(value)
        && text.EndsWith(value, StringComparison.CurrentCulture);

    public static bool EqualsIgnoreCase(string? text, string? value) =>
        text?.Equals(value, StringComparison.InvariantCultureIgnoreCase) ?? false;

    public static string Handleize(string text)
    {
        var handle = new StringBuilder();
        foreach (char c in text)
        {
            if (char.IsLetterOrDigit(c)) handle.Append(char.ToLowerInvariant(c));
            else if (handle.Length == 0 || handle[^1] != '-') handle.Append('-');
        }

        if (handle.Length > 0 && handle[^1] == '-') handle.Length--;
        return handle.ToString();
    }

    public static int IndexOf(
        string text, string search, int? startIndex = null, int? count = null, string? stringComparison = null)
    {
        StringComparison comparison = stringComparison is null
            ? StringComparison.CurrentCulture
            : Enum.Parse<StringComparison>(stringComparison);
        int start = startIndex ?? 0;
        return text.IndexOf(search, start, count ?? text.Length - start, comparison);
    }

    public static string? Literal(string? text) => text is null ? null : $"\"{Escape(text)}\"";

    public static string? LStrip(string? text) => text?.TrimStart();

    public static string PadLeft(TemplateContext context, string? text, int width)
    {
        CheckWidth(context, width);
        return (text ?? string.Empty).PadLeft(width);
    }

    public static string PadRight(TemplateContext context, string? text, int width)
    {
        CheckWidth(context, width);
        return (text ?? string.Empty).PadRight(width);
    }

    public static string? Pluralize(int number, string? singular, string? plural) => number == 1 ? singular : plural;

    public static string Prepend(TemplateContext context, string? text, string? by) => Checked(context, by + text);

    public static string? Remove(string? text, string? remove) =>
        string.IsNullOrEmpty(text) || string.IsNullOrEmpty(remove)
            ? text
            : text.Replace(remove, string.Empty, StringComparison.Ordinal);

    public static string? RemoveFirst(string? text, string? remove) =>
        string.IsNullOrEmpty(text) ? text : ReplaceOne(text, remove, string.Empty, fromEnd: false);

    public static string? RemoveLast(string? text, string? remove) =>
        string.IsNullOrEmpty(text) ? text : ReplaceOne(text, remove, string.Empty, fromEnd: true);

    public static string Replace(TemplateContext context, string? text, string? match, string? replace) =>
        string.IsNullOrEmpty(text)
            ? string.Empty
            : Checked(context, text.Replace(match ?? string.Empty, replace ?? string.Empty, StringComparison.Ordinal));

    public static string ReplaceFirst(
        TemplateContext context, string? text, string? match, string? replace, bool fromEnd = false) =>
        Checked(context, ReplaceOne(text, match, replace, fromEnd));

    public static string? RStrip(string? text) => text?.TrimEnd();

    public static int Size(string? text) => text?.Length ?? 0;

    public static string Slice(string? text, int start, int? length = null)
    {
        if (string.IsNullOrEmpty(text) || start >= text.Length) return string.Empty;
        int first = start < 0 ? start + text.Length : start;
        int count = length ?? text.Length;
        if (first >= 0) return text.Substring(first, Math.Min(count, text.Length - first));
        return first + count <= 0 ? string.Empty : text[..Math.Min(first + count, text.Length)];
    }

    public static string Slice1(string? text, int start, int length = 1)
    {
        if (string.IsNullOrEmpty(text) || start > text.Length || length <= 0) return string.Empty;
        int first = start < 0 ? start + text.Length : start;
        if (first < 0) return text[..Math.Min(length + first, text.Length)];
        return text.Substring(first, Math.Min(length, text.Length - first));
    }

    public static IEnumerable Split(string? text, string? match)
    {
        if (string.IsNullOrEmpty(text)) return new ScriptRange();
        return new ScriptRange(string.IsNullOrEmpty(match)
            ? [text]
            : text.Split(match, StringSplitOptions.RemoveEmptyEntries));
    }

    public static bool StartsWith(string? text, string? value) =>
        !string.IsNullOrEmpty(text)
        && !string.IsNullOrEmpty(value)
        && text.StartsWith(value, StringComparison.CurrentCulture);

    public static string? Strip(string? text) => text?.Trim();

    public static string StripNewlines(string? text) =>
        (text ?? string.Empty).Replace("\r", string.Empty).Replace("\n", string.Empty);

    public static object? ToInt(TemplateContext context, string? text) =>
        int.TryParse(text, NumberStyles.Integer, context.CurrentCulture, out int number) ? number : null;

    public static object? ToLong(TemplateContext context, string? text) =>
        long.TryParse(text, NumberStyles.Integer, context.CurrentCulture, out long number) ? number : null;

    public static object? ToFloat(TemplateContext context, string? text) =>
        float.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, context.CurrentCulture, out float number)
            ? number
            : null;

    public static object? ToDouble(TemplateContext context, string? text) =>
        double.TryParse(
            text, NumberStyles.Float | NumberStyles.AllowThousands, context.CurrentCulture, out double number)
            ? number
            : null;

    public static string Truncate(string? text, int length, string? ellipsis = null)
    {
        if (string.IsNullOrEmpty(text)) return string.Empty;
        string end = ellipsis ?? "...";
        return text.Length > length ? text[..Math.Max(0, length - end.Length)] + end : text;
    }

    public static string Truncatewords(string? text, int count, string? ellipsis = null)
    {
        if (string.IsNullOrEmpty(text)) return string.Empty;
        return string.Join(' ', Regex.Split(text, @"\s+").Take(count)) + "...";
    }

    public static string? Upcase(string? text) => text?.ToUpperInvariant();

    public static bool Whitespace(string? text) => string.IsNullOrWhiteSpace(text);

    private static string ReplaceOne(string? text, string? match, string? replace, bool fromEnd)
    {
        if (string.IsNullOrEmpty(text)) return string.Empty;
        if (string.IsNullOrEmpty(match)) return text;
        int index = fromEnd
            ? text.LastIndexOf(match, StringComparison.OrdinalIgnoreCase)
            : text.IndexOf(match, StringComparison.OrdinalIgnoreCase);
        return index < 0 ? text : text[..index] + replace + text[(index + match.Length)..];
    }

    private static string Checked(TemplateContext context, string text)
    {
        if (context.LimitToString > 0 && text.Length > context.LimitToString)
        {
            throw new InvalidOperationException(
                $"The resulting string length exceeds the configured LimitToString `{context.LimitToString}`.");
        }

        return text;
    }

    private static void CheckWidth(TemplateContext context, int width)
    {
        if (context.LimitToString <= 0 || width <= context.LimitToString) return;
        throw new ArgumentOutOfRangeException(
            nameof(width),
            $"Padding width `{width}` exceeds the configured LimitToString `{context.LimitToString}`.");
    }
}

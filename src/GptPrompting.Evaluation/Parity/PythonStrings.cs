using System.Globalization;
using System.Text;

namespace GptPrompting.Evaluation.Parity;

/// <summary>What Python's string methods give, where .NET's differ.</summary>
internal static class PythonStrings
{
    private const int CapitalSigma = 0x3A3;

    // Word_Break MidLetter, MidNumLet and Single_Quote: case looks through them (Unicode 15.1, section 3.13).
    private const string BetweenLetters = "'.:·‘’․·՟״‧︓﹒﹕＇．：";

    /// <summary>
    /// <c>str.lower()</c>: .NET's invariant mapping, and the two special cases of Unicode that it leaves out: U+0130
    /// becomes two characters, and a capital sigma that ends a word becomes U+03C2.
    /// </summary>
    public static string Lower(string text)
    {
        string lower = text.ToLowerInvariant().Replace("\u0130", "i\u0307", StringComparison.Ordinal);
        return text.Contains((char)CapitalSigma, StringComparison.Ordinal) ? LowerWithSigma(text) : lower;
    }

    /// <summary><c>str.strip()</c>.</summary>
    public static string Strip(string text)
    {
        int start = 0;
        int end = text.Length;
        while (start < end && PythonText.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && PythonText.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    /// <summary><c>str.split()</c>: the pieces between runs of white space, none of them empty.</summary>
    public static string[] Split(string text) => string
        .Concat(text.Select(c => PythonText.IsWhiteSpace(c) ? ' ' : c))
        .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// Whether <c>\b</c> of Python's <c>re</c> is at both ends of a stretch of letters. To Python a word is of letters
    /// and numbers of every kind; to .NET's <c>\b</c> combining marks and joiners are parts of one too, fractions and
    /// letters beyond U+FFFF are not.
    /// </summary>
    public static bool IsWholeWord(string text, int start, int length)
    {
        _ = Rune.DecodeLastFromUtf16(text.AsSpan(0, start), out Rune before, out _);
        _ = Rune.DecodeFromUtf16(text.AsSpan(start + length), out Rune after, out _);
        return !IsOfWord(before) && !IsOfWord(after);
    }

    /// <summary><c>str</c> of a list of strings, such as <c>['a', "it's"]</c>.</summary>
    public static string Repr(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Repr))}]";

    /// <summary><c>repr</c> of a string: in single quotes, unless it has those and no double ones.</summary>
    public static string Repr(string text)
    {
        char quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal)
            ? '"'
            : '\'';
        return quote + string.Concat(text.EnumerateRunes().Select(rune => Escaped(rune, quote))) + quote;
    }

    private static string Escaped(Rune rune, char quote) => rune.Value switch
    {
        '\\' => @"\\",
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        ' ' => " ",
        _ when rune.Value == quote => $@"\{quote}",
        _ when !IsHidden(Rune.GetUnicodeCategory(rune)) => rune.ToString(),
        < 0x100 => $@"\x{rune.Value:x2}",
        < 0x10000 => $@"\u{rune.Value:x4}",
        _ => $@"\U{rune.Value:x8}",
    };

    // str.isalnum, or the underscore. At an end of the text there is U+FFFD, which is neither.
    private static bool IsOfWord(Rune rune) => rune.Value == '_' || Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    // What str.isprintable refuses.
    private static bool IsHidden(UnicodeCategory category) => category is UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator;

    private static string LowerWithSigma(string text)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        return string.Concat(runes.Select((rune, i) => rune.Value != CapitalSigma
            ? Lower(rune.ToString())
            : EndsWord(runes, i) ? "ς" : "σ"));
    }

    private static bool EndsWord(Rune[] runes, int place) =>
        runes.Take(place).Reverse().SkipWhile(IsCaseIgnorable).Take(1).Any(IsCased)
        && !runes.Skip(place + 1).SkipWhile(IsCaseIgnorable).Take(1).Any(IsCased);

    private static bool IsCased(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter
        or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        || Rune.ToUpperInvariant(rune) != Rune.ToLowerInvariant(rune);

    private static bool IsCaseIgnorable(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.Format or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol
        || (rune.IsBmp && BetweenLetters.Contains((char)rune.Value, StringComparison.Ordinal));
}

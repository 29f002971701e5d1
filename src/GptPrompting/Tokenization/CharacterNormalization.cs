using System.Globalization;
using System.Text;

namespace GptPrompting.Tokenization;

/// <summary>What normalizers do to single characters.</summary>
internal static class CharacterNormalization
{
    private const int FirstMark = 0x300;

    /// <summary>Every character in lower case by itself, whatever stands around it.</summary>
    public static string Lowercase(string text)
    {
        // The only character whose lower case is two.
        const char DottedCapitalI = '\u0130';
        string lower = text.ToLowerInvariant();
        return lower.Contains(DottedCapitalI) ? lower.Replace("\u0130", "i\u0307", StringComparison.Ordinal) : lower;
    }

    /// <summary>Without marks of any kind, as <c>StripAccents</c> has it.</summary>
    public static string StripMarks(string text) => Filter(text, rune => rune.Value >= FirstMark
        && Rune.GetUnicodeCategory(rune) is >= UnicodeCategory.NonSpacingMark and <= UnicodeCategory.EnclosingMark);

    /// <summary>Without the marks that take no room of their own, as BERT has it.</summary>
    public static string StripAccents(string text) => Filter(text, rune => rune.Value >= FirstMark
        && Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark);

    /// <summary>Without the characters that <paramref name="isDropped"/> names.</summary>
    public static string Filter(string text, Func<Rune, bool> isDropped)
    {
        if (!text.EnumerateRunes().Any(isDropped))
        {
            return text;
        }

        var kept = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes().Where(rune => !isDropped(rune)))
        {
            kept.Append(rune);
        }

        return kept.ToString();
    }

    /// <summary>Without white space at the ends asked for.</summary>
    public static string Strip(string text, bool left, bool right)
    {
        text = left ? text.TrimStart() : text;
        return right ? text.TrimEnd() : text;
    }
}

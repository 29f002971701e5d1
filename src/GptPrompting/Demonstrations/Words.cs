using System.Text;

namespace GptPrompting.Demonstrations;

/// <summary>
/// Texts as words: runs of letters, digits and marks in lower case. Characters of scripts without spaces between words
/// (Chinese, Japanese kana) are a word each.
/// </summary>
internal static class Words
{
    public static IEnumerable<string> Of(string text)
    {
        var word = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool standsAlone = IsIdeograph(rune.Value);
            if (word.Length > 0 && (standsAlone || !IsPart(rune)))
            {
                yield return word.ToString();
                word.Clear();
            }

            if (standsAlone)
            {
                yield return rune.ToString();
            }
            else if (IsPart(rune))
            {
                word.Append(Rune.ToLowerInvariant(rune));
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    // A combining mark belongs to the letter before it.
    private static bool IsPart(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark
            or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    // Hiragana and katakana, the ideographs with their extensions, compatibility ideographs.
    private static bool IsIdeograph(int codePoint) => codePoint
        is (>= 0x3041 and <= 0x30FF and not 0x30FB) or (>= 0x3400 and <= 0x9FFF)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}

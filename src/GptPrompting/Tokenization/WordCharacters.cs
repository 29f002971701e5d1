using System.Globalization;
using System.Text;

namespace GptPrompting.Tokenization;

/// <summary>Kinds of characters as Unicode's regular expressions and BERT have them.</summary>
internal static class WordCharacters
{
    /// <summary><c>\w</c>: alphabetic, marks, decimal digits, connectors, joiners (Unicode TS 18, annex C).</summary>
    public static bool Contains(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        <= UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation => true,
        UnicodeCategory.OtherSymbol => IsCircledLetter(rune.Value),
        _ => rune.Value is 0x200C or 0x200D,
    };

    /// <summary>A punctuation mark of Unicode, or any of the symbols of ASCII.</summary>
    public static bool IsPunctuation(Rune rune) => rune.IsAscii
        ? rune.Value is (>= '!' and <= '/') or (>= ':' and <= '@') or (>= '[' and <= '`') or (>= '{' and <= '~')
        : Rune.GetUnicodeCategory(rune)
            is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation;

    // Symbols, and yet alphabetic.
    private static bool IsCircledLetter(int point) => point is (>= 0x24B6 and <= 0x24E9)
        or (>= 0x1F130 and <= 0x1F149) or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189);
}

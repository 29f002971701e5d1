using System.Globalization;
using System.Text;

namespace GptPrompting.Tokenization;

/// <summary>
/// A text with one <see cref="char"/> per code point, so that .NET's regular expressions see what others see.
/// </summary>
/// <remarks>
/// A character beyond U+FFFF is replaced by one of the same general category, which is all that tokenizer patterns ask
/// of it; the real text is cut by <see cref="IndexOf"/>.
/// </remarks>
internal sealed class CodePointText
{
    private readonly int[]? _indexes;

    /// <param name="text">Well-formed text.</param>
    public CodePointText(ReadOnlyMemory<char> text)
    {
        Characters = text;
        if (text.Span.ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            (Characters, _indexes) = Shorten(text.Span);
        }
    }

    public ReadOnlyMemory<char> Characters { get; }

    /// <returns>
    /// Where the character at <paramref name="position"/> of <see cref="Characters"/> begins in the real text.
    /// </returns>
    public int IndexOf(int position) => _indexes is null ? position : _indexes[position];

    private static (char[] Characters, int[] Indexes) Shorten(ReadOnlySpan<char> text)
    {
        List<char> characters = new(text.Length);
        List<int> starts = new(text.Length + 1);
        int index = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            characters.Add(rune.IsBmp ? (char)rune.Value : Substitute(Rune.GetUnicodeCategory(rune)));
            starts.Add(index);
            index += rune.Utf16SequenceLength;
        }

        return ([.. characters], [.. starts, index]);
    }

    private static char Substitute(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter => '\u13A0',
        UnicodeCategory.LowercaseLetter => '\u0250',
        UnicodeCategory.TitlecaseLetter => '\u1F88',
        UnicodeCategory.ModifierLetter => '\u02B0',
        UnicodeCategory.OtherLetter => '\u05D0',
        UnicodeCategory.NonSpacingMark => '\u0300',
        UnicodeCategory.SpacingCombiningMark => '\u0903',
        UnicodeCategory.EnclosingMark => '\u20DD',
        UnicodeCategory.DecimalDigitNumber => '\u0660',
        UnicodeCategory.LetterNumber => '\u2160',
        UnicodeCategory.OtherNumber => '\u00B2',
        UnicodeCategory.Format => '\u200B',
        UnicodeCategory.PrivateUse => '\uE000',
        UnicodeCategory.ConnectorPunctuation => '\u203F',
        UnicodeCategory.DashPunctuation => '\u2010',
        UnicodeCategory.OpenPunctuation => '\u2045',
        UnicodeCategory.ClosePunctuation => '\u2046',
        UnicodeCategory.InitialQuotePunctuation => '\u2018',
        UnicodeCategory.FinalQuotePunctuation => '\u2019',
        UnicodeCategory.OtherPunctuation => '\u2020',
        UnicodeCategory.MathSymbol => '\u2200',
        UnicodeCategory.CurrencySymbol => '\u20AC',
        UnicodeCategory.ModifierSymbol => '\u02C2',
        UnicodeCategory.OtherSymbol => '\u2100',
        _ => '\uFFFF',
    };
}

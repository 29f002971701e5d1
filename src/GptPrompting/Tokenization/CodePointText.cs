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
    /// <summary>What characters beyond U+FFFF are seen as, in the order of <see cref="UnicodeCategory"/>.</summary>
    /// <remarks>Categories that have no such character have U+FFFF here, as unassigned ones have.</remarks>
    public const string Substitutes =
        "\u13A0\u0250\u1F88\u02B0\u05D0\u0300\u0903\u20DD\u0660\u2160\u2460\uFFFF\uFFFF\uFFFF\uFFFF\u200B\uFFFF\uE000"
        + "\u203F\u2010\u2045\u2046\u2018\u2019\u2020\u2200\u20AC\u02C2\u2100\uFFFF";

    private const char CircledLetter = '\u24B6';

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
            characters.Add(rune.IsBmp ? (char)rune.Value : Substitute(rune));
            starts.Add(index);
            index += rune.Utf16SequenceLength;
        }

        return ([.. characters], [.. starts, index]);
    }

    private static char Substitute(Rune rune) =>
        IsCircledLetter(rune.Value) ? CircledLetter : Substitutes[(int)Rune.GetUnicodeCategory(rune)];

    // The only alphabetic characters beyond U+FFFF that are neither letters, numbers nor marks.
    private static bool IsCircledLetter(int point) =>
        point is (>= 0x1F130 and <= 0x1F149) or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189);
}

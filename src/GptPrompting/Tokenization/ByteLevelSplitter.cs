using System.Globalization;
using System.Text;

namespace GptPrompting.Tokenization;

/// <summary>
/// The <c>ByteLevel</c> pre-tokenizer: GPT-2's split into words with their leading space, numbers, punctuation and
/// white space, written out by hand for the pattern
/// <c>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</c>.
/// </summary>
internal sealed class ByteLevelSplitter(bool addPrefixSpace, bool useRegex) : ISplitter
{
    private static readonly string[] Contractions = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"];

    private enum Kind
    {
        Letter,
        Number,
        Space,
        Other,
    }

    public void Split(Piece piece, List<Piece> parts)
    {
        if (addPrefixSpace && !piece.Text.Span.StartsWith(' '))
        {
            piece = piece with { Text = $" {piece.Text}".AsMemory(), Offset = piece.Offset - 1 };
        }

        if (!useRegex)
        {
            parts.Add(piece);
            return;
        }

        ReadOnlySpan<char> text = piece.Text.Span;
        for (int start = 0; start < text.Length;)
        {
            int length = MatchLength(text[start..]);
            parts.Add(piece.Slice(start, length));
            start += length;
        }
    }

    private static int MatchLength(ReadOnlySpan<char> text)
    {
        if (text[0] == '\'' && ContractionLength(text) is int contraction and > 0)
        {
            return contraction;
        }

        int lead = text[0] == ' ' && text.Length > 1 ? 1 : 0;
        Kind kind = KindAt(text, lead, out _);
        if (kind != Kind.Space)
        {
            return RunEnd(text, lead, kind);
        }

        // The last character of white space stays for what follows it, unless it is all there is.
        int end = RunEnd(text, 0, Kind.Space);
        return end == text.Length || end == 1 ? end : end - 1;
    }

    private static int ContractionLength(ReadOnlySpan<char> text)
    {
        foreach (string contraction in Contractions)
        {
            if (text.StartsWith(contraction))
            {
                return contraction.Length;
            }
        }

        return 0;
    }

    private static int RunEnd(ReadOnlySpan<char> text, int start, Kind kind)
    {
        int end = start;
        while (end < text.Length && KindAt(text, end, out int length) == kind)
        {
            end += length;
        }

        return end;
    }

    private static Kind KindAt(ReadOnlySpan<char> text, int index, out int length)
    {
        char first = text[index];
        length = 1;
        if (first < 0x80)
        {
            return char.IsAsciiLetter(first) ? Kind.Letter
                : char.IsAsciiDigit(first) ? Kind.Number
                : first is ' ' or (>= '\t' and <= '\r') ? Kind.Space
                : Kind.Other;
        }

        Rune.DecodeFromUtf16(text[index..], out Rune rune, out length);
        return Rune.GetUnicodeCategory(rune) switch
        {
            <= UnicodeCategory.OtherLetter => Kind.Letter,
            >= UnicodeCategory.DecimalDigitNumber and <= UnicodeCategory.OtherNumber => Kind.Number,
            _ => char.IsWhiteSpace(first) ? Kind.Space : Kind.Other,
        };
    }
}

namespace GptPrompting.Tokenization;

/// <summary>The <c>Digits</c> pre-tokenizer: sets runs of ASCII digits apart, or each digit by itself.</summary>
internal sealed class DigitsSplitter(bool individualDigits) : ISplitter
{
    public void Split(Piece piece, List<Piece> parts)
    {
        ReadOnlySpan<char> text = piece.Text.Span;
        for (int start = 0, end; start < text.Length; start = end)
        {
            bool digits = char.IsAsciiDigit(text[start]);
            end = start + 1;
            while (end < text.Length && char.IsAsciiDigit(text[end]) == digits && !(digits && individualDigits))
            {
                end++;
            }

            parts.Add(piece.Slice(start, end - start));
        }
    }
}

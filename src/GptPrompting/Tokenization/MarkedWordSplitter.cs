namespace GptPrompting.Tokenization;

/// <summary>
/// Cuts before the mark of a space (▁) that follows something else: for models whose tokens never reach over such a
/// place, so that words can be remembered and long texts need no long merging. Changes no result.
/// </summary>
internal sealed class MarkedWordSplitter(char mark) : ISplitter
{
    public void Split(Piece piece, List<Piece> parts)
    {
        ReadOnlySpan<char> text = piece.Text.Span;
        int start = 0;
        while (start < text.Length)
        {
            int word = text[start..].IndexOfAnyExcept(mark);
            int next = word < 0 ? -1 : text[(start + word)..].IndexOf(mark);
            int end = next < 0 ? text.Length : start + word + next;
            parts.Add(piece.Slice(start, end - start));
            start = end;
        }
    }
}

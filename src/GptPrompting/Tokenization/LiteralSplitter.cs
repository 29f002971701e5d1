namespace GptPrompting.Tokenization;

/// <summary>The <c>Split</c> pre-tokenizer whose pattern is plain text, also <c>CharDelimiterSplit</c>.</summary>
/// <param name="delimiter">What is looked for; not empty.</param>
/// <param name="behavior">What becomes of it.</param>
/// <param name="inverted">Whether the matches are what lies between.</param>
internal sealed class LiteralSplitter(string delimiter, SplitBehavior behavior, bool inverted) : ISplitter
{
    public void Split(Piece piece, List<Piece> parts)
    {
        var cuts = new SplitParts(piece, behavior, parts);
        ReadOnlySpan<char> text = piece.Text.Span;
        int end = 0;
        while (text[end..].IndexOf(delimiter) is var next and >= 0)
        {
            cuts.Add(end, end + next, isMatch: inverted);
            cuts.Add(end + next, end + next + delimiter.Length, isMatch: !inverted);
            end += next + delimiter.Length;
        }

        cuts.Add(end, text.Length, isMatch: inverted);
        cuts.Complete();
    }
}

namespace GptPrompting.Tokenization;

/// <summary>The <c>Split</c> pre-tokenizer: cuts where a pattern matches.</summary>
/// <param name="pattern">What is looked for.</param>
/// <param name="behavior">What becomes of the matches.</param>
/// <param name="inverted">Whether the matches are what lies between them.</param>
internal sealed class PatternSplitter(OnigurumaPattern pattern, SplitBehavior behavior, bool inverted) : ISplitter
{
    public void Split(Piece piece, List<Piece> parts)
    {
        var cuts = new SplitParts(piece, behavior, parts);
        int end = 0;
        foreach (Range match in pattern.Matches(piece.Text))
        {
            cuts.Add(end, match.Start.Value, isMatch: inverted);
            end = match.End.Value;
            cuts.Add(match.Start.Value, end, isMatch: !inverted);
        }

        cuts.Add(end, piece.Text.Length, isMatch: inverted);
        cuts.Complete();
    }
}

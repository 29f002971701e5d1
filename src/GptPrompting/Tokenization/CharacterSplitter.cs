using System.Text;

namespace GptPrompting.Tokenization;

/// <summary>Pre-tokenizers that look at one character at a time; every character of the kind is a match.</summary>
internal sealed class CharacterSplitter(Func<Rune, bool> isMatch, SplitBehavior behavior) : ISplitter
{
    public void Split(Piece piece, List<Piece> parts)
    {
        var cuts = new SplitParts(piece, behavior, parts);
        int rest = 0;
        int index = 0;
        foreach (Rune rune in piece.Text.Span.EnumerateRunes())
        {
            int next = index + rune.Utf16SequenceLength;
            if (isMatch(rune))
            {
                cuts.Add(rest, index, isMatch: false);
                cuts.Add(index, next, isMatch: true);
                rest = next;
            }

            index = next;
        }

        cuts.Add(rest, index, isMatch: false);
        cuts.Complete();
    }
}

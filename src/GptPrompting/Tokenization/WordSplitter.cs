using System.Text;

namespace GptPrompting.Tokenization;

/// <summary>
/// The <c>Whitespace</c> pre-tokenizer: runs of word characters and runs of others, without white space, as
/// <c>\w+|[^\w\s]+</c> finds them.
/// </summary>
internal sealed class WordSplitter : ISplitter
{
    private enum Kind
    {
        Space,
        Word,
        Other,
    }

    public void Split(Piece piece, List<Piece> parts)
    {
        int start = 0;
        int index = 0;
        Kind run = Kind.Space;
        foreach (Rune rune in piece.Text.Span.EnumerateRunes())
        {
            Kind kind = WordCharacters.Contains(rune) ? Kind.Word : Rune.IsWhiteSpace(rune) ? Kind.Space : Kind.Other;
            if (kind != run)
            {
                Add(piece, start, index, run, parts);
                (start, run) = (index, kind);
            }

            index += rune.Utf16SequenceLength;
        }

        Add(piece, start, index, run, parts);
    }

    private static void Add(Piece piece, int start, int end, Kind kind, List<Piece> parts)
    {
        if (kind != Kind.Space && end > start)
        {
            parts.Add(piece.Slice(start, end - start));
        }
    }
}

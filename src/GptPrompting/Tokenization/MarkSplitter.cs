namespace GptPrompting.Tokenization;

/// <summary>Puts SentencePiece's mark of a space before a text, whatever the text begins with.</summary>
/// <param name="mark">Stands for a space.</param>
/// <param name="scheme">Before which pieces it goes.</param>
internal sealed class MarkSplitter(char mark, PrependScheme scheme) : ISplitter
{
    public void Split(Piece piece, List<Piece> parts) =>
        parts.Add(scheme == PrependScheme.Always || (scheme == PrependScheme.First && piece.IsFirst)
            ? piece with { Text = $"{mark}{piece.Text}".AsMemory(), Offset = piece.Offset - 1 }
            : piece);
}

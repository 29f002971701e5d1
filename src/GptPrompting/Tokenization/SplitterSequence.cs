namespace GptPrompting.Tokenization;

/// <summary>Splitters one after the other, each on the parts of the one before.</summary>
internal sealed class SplitterSequence(IReadOnlyList<ISplitter> splitters) : ISplitter
{
    public void Split(Piece piece, List<Piece> parts)
    {
        List<Piece> current = [piece];
        foreach (ISplitter splitter in splitters)
        {
            List<Piece> finer = new(current.Count);
            foreach (Piece part in current)
            {
                splitter.Split(part, finer);
            }

            current = finer;
        }

        parts.AddRange(current);
    }
}

namespace GptPrompting.Tokenization;

/// <summary>When <see cref="MetaspaceSplitter"/> puts its mark before a text that does not begin with it.</summary>
internal enum PrependScheme
{
    /// <summary>Before every piece.</summary>
    Always,

    /// <summary>Where the text begins, and not after an added token.</summary>
    First,

    /// <summary>Nowhere.</summary>
    Never,
}

/// <summary>
/// The <c>Metaspace</c> pre-tokenizer: writes spaces as a visible mark (▁), and cuts before each of them.
/// </summary>
internal sealed class MetaspaceSplitter(char mark, PrependScheme scheme, bool cuts) : ISplitter
{
    private readonly LiteralSplitter _words = new(mark.ToString(), SplitBehavior.MergedWithNext, inverted: false);

    public void Split(Piece piece, List<Piece> parts)
    {
        string text = piece.Text.ToString().Replace(' ', mark);
        bool prepends = scheme == PrependScheme.Always || (scheme == PrependScheme.First && piece.IsFirst);
        Piece marked = prepends && !text.StartsWith(mark)
            ? piece with { Text = $"{mark}{text}".AsMemory(), Offset = piece.Offset - 1 }
            : piece with { Text = text.AsMemory() };
        if (cuts)
        {
            _words.Split(marked, parts);
        }
        else
        {
            parts.Add(marked);
        }
    }
}

namespace GptPrompting.Tokenization;

/// <summary>The way from text to token ids: added tokens, normalisation, splitting, byte pairs.</summary>
internal sealed class TextEncoder(
    BytePairModel model, ISplitter splitter, TextNormalizer? normalizer, IReadOnlyList<AddedToken> addedTokens)
{
    private readonly AddedTokenFinder _verbatim =
        new(addedTokens.Where(token => normalizer is null || !token.IsNormalized));

    private readonly AddedTokenFinder _normalized =
        new(addedTokens.Where(token => normalizer is not null && token.IsNormalized)
            .Select(token => token with { Content = normalizer!.Normalize(token.Content) }));

    public bool HasNormalizer => normalizer is not null;

    /// <summary>
    /// Appends the tokens of <paramref name="text"/>, which holds no lone surrogate, to <paramref name="output"/>.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <param name="normalize">Whether to normalise.</param>
    /// <param name="split">Whether to split; else the text between added tokens is one piece.</param>
    /// <param name="output">Takes the tokens.</param>
    public void Encode(string text, bool normalize, bool split, EncodedText output)
    {
        normalize &= HasNormalizer;
        _verbatim.Split(text, (range, token) =>
        {
            if (!normalize || token is not null)
            {
                AddSection(new Piece(text.AsMemory(range), range.Start.Value), token, split, output);
                return;
            }

            AddNormalized(normalizer!.Normalize(text[range]), split, output);
        });
    }

    private void AddNormalized(string text, bool split, EncodedText output) =>
        _normalized.Split(text, (range, token) => AddSection(new Piece(text.AsMemory(range), 0), token, split, output));

    private void AddSection(Piece section, AddedToken? token, bool split, EncodedText output)
    {
        if (output.Normalized is { } text)
        {
            section = section with { Offset = text.Length };
            text.Append(section.Text);
        }

        if (token is not null)
        {
            output.Ids.Add(token.Id);
            output.Segments?.Add(new(section, 1, IsAddedToken: true));
            return;
        }

        List<Piece> pieces = [];
        if (split)
        {
            splitter.Split(section, pieces);
        }
        else
        {
            pieces.Add(section);
        }

        foreach (Piece piece in pieces)
        {
            int before = output.Ids.Count;
            model.Encode(piece.Text.Span, output.Ids);
            output.Segments?.Add(new(piece, output.Ids.Count - before, IsAddedToken: false));
        }
    }
}

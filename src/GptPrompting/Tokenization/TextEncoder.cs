namespace GptPrompting.Tokenization;

/// <summary>The way from text to token ids: added tokens, normalisation, splitting, the model.</summary>
internal sealed class TextEncoder(
    ITokenModel model, ISplitter splitter, INormalizer? normalizer, IReadOnlyList<AddedToken> addedTokens)
{
    private readonly AddedTokenFinder _verbatim = new(addedTokens.Where(token => !token.IsNormalized));

    private readonly AddedTokenFinder _normalized = new(addedTokens.Where(token => token.IsNormalized)
        .Select(token => token with { Content = normalizer?.Normalize(token.Content) ?? token.Content })
        .Where(token => token.Content.Length > 0));

    public bool HasNormalizer => normalizer is not null;

    public IReadOnlyList<AddedToken> AddedTokens => addedTokens;

    /// <returns>The same for texts of strangers: of the added tokens it knows only those of white space.</returns>
    public TextEncoder WithoutMarks() =>
        new(model, splitter, normalizer, [.. addedTokens.Where(token => !token.IsMark)]);

    /// <summary>
    /// Appends the tokens of <paramref name="text"/>, which holds no lone surrogate, to <paramref name="output"/>.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <param name="normalize">Whether to normalise.</param>
    /// <param name="split">Whether to split; else the text between added tokens is one piece.</param>
    /// <param name="output">Takes the tokens; where it has some, the text goes on after them.</param>
    public void Encode(string text, bool normalize, bool split, EncodedText output) =>
        _verbatim.Split(text, (range, token) =>
        {
            bool isFirst = range.Start.Value == 0 && output.Ids.Count == 0;
            var section = new Piece(text.AsMemory(range), range.Start.Value, isFirst);
            if (token is not null)
            {
                AddSection(section, token, split, output);
                return;
            }

            if (normalize && normalizer is not null)
            {
                section = section with { Text = normalizer.Normalize(text[range]).AsMemory() };
            }

            AddNormalized(section, split, output);
        });

    private void AddNormalized(Piece section, bool split, EncodedText output) =>
        _normalized.Split(section.Text.Span, (range, token) =>
        {
            (int start, int length) = range.GetOffsetAndLength(section.Text.Length);
            AddSection(section.Slice(start, length), token, split, output);
        });

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
            output.Lengths?.Add(0);
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
            model.Encode(piece.Text.Span, output.Ids, output.Lengths);
            output.Segments?.Add(new(piece, output.Ids.Count - before, IsAddedToken: false));
        }
    }
}

namespace GptPrompting.Evaluation.Models.Endpoints;

/// <summary>Finds the places of a server's tokens in the text that was sent.</summary>
/// <remarks>
/// Servers differ in what they say of tokens. OpenAI's <c>text_offset</c> counts characters of the text; vLLM sums up
/// the lengths of token texts, so that an added begin-of-text token and parts of characters (U+FFFD) shift all that
/// follows; SGLang says -1. Token texts may lack their leading space (SentencePiece's decoding) or have a mark in its
/// place. So offsets are taken only where every whole token is found at its offset; else the texts are followed one
/// after the other; else there is no alignment. No number is computed from a place that does not fit.
/// </remarks>
internal static class TokenAlignment
{
    // One begin-of-text token, or the two of GLM.
    private const int MaxAdded = 2;

    /// <param name="text">What was sent; not empty.</param>
    /// <param name="tokens">The texts of the tokens of exactly that text and of what the server put before it.</param>
    /// <param name="offsets">One for each token; null or of another length where the server has none.</param>
    /// <returns>One place for each token, never going back; null where they do not fit the text.</returns>
    public static TokenPlace[]? Find(string text, string[] tokens, int[]? offsets)
    {
        int most = tokens.Take(MaxAdded).TakeWhile(TokenText.IsMark).Count();
        for (int added = 0; added <= most && added < tokens.Length; added++)
        {
            TokenPlace[]? places = offsets?.Length == tokens.Length
                ? ByOffsets(text, tokens.AsSpan(added), offsets[added..])
                : null;
            places ??= TokenWalk.Follow(text, tokens.AsSpan(added));
            if (places is not null)
            {
                return [.. Enumerable.Repeat(TokenPlace.BeforeText, added), .. places];
            }
        }

        return null;
    }

    /// <summary>Offsets count from the first token's; Python counts code points, others UTF-16 characters.</summary>
    private static TokenPlace[]? ByOffsets(string text, ReadOnlySpan<string> tokens, int[] offsets)
    {
        int first = offsets[0];
        int[] codePoints = CodePointStarts(text);
        return Checked(text, tokens, Array.ConvertAll(offsets, offset => At(codePoints, offset - first)))
            ?? (codePoints.Length == text.Length + 1
                ? null
                : Checked(text, tokens, Array.ConvertAll(offsets, offset => NotWithinPair(text, offset - first))));
    }

    private static TokenPlace[]? Checked(string text, ReadOnlySpan<string> tokens, int[] starts)
    {
        var places = new TokenPlace[tokens.Length];
        int end = 0;
        for (int i = 0; i < tokens.Length; i++)
        {
            bool isWhole = TokenText.IsWhole(tokens[i]);
            int start = starts[i];
            if (start < end || (isWhole && !text.AsSpan(start).StartsWith(tokens[i], StringComparison.Ordinal)))
            {
                return null;
            }

            // Tokenizers that trim offsets leave the space between two words to neither.
            int from = i > 0 && TokenText.IsWhole(tokens[i - 1]) && string.IsNullOrWhiteSpace(text[end..start])
                ? end
                : start;
            if (i > 0)
            {
                places[i - 1] = places[i - 1] with { End = from };
            }

            places[i] = new TokenPlace(from, text.Length);
            end = isWhole ? start + tokens[i].Length : start;
        }

        bool reachesEnd = TokenText.IsWhole(tokens[^1]) ? end == text.Length : tokens[^1] == "" || end < text.Length;
        return reachesEnd ? places : null;
    }

    /// <returns>For each code point the index of its first character, and at the end the length.</returns>
    private static int[] CodePointStarts(string text)
    {
        var starts = new List<int>(text.Length + 1);
        for (int i = 0; i <= text.Length; i++)
        {
            if (!IsWithinPair(text, i))
            {
                starts.Add(i);
            }
        }

        return [.. starts];
    }

    // -1 fits nowhere, as it lies before what every token must come after.
    private static int At(int[] starts, int index) => index >= 0 && index < starts.Length ? starts[index] : -1;

    private static int NotWithinPair(string text, int index) =>
        index >= 0 && index <= text.Length && !IsWithinPair(text, index) ? index : -1;

    private static bool IsWithinPair(string text, int index) =>
        index > 0 && index < text.Length && char.IsSurrogatePair(text[index - 1], text[index]);
}

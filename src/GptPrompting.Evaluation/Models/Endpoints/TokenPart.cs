namespace GptPrompting.Evaluation.Models.Endpoints;

/// <summary>Tokens that are scored together.</summary>
/// <param name="From">Index of the first one.</param>
/// <param name="To">Index after the last one.</param>
/// <param name="IsBoundaryMerged">Whether a token reaches over an end of the part.</param>
internal readonly record struct TokenPart(int From, int To, bool IsBoundaryMerged)
{
    /// <summary>
    /// The tokens that begin in a part of the text. So a token that reaches over a boundary belongs to what is before
    /// it, as where the runtime splits tokens by the length of the context's own.
    /// </summary>
    /// <exception cref="EndpointRefusedException">
    /// Several tokens, parts of characters, lie across an end, and nobody says where each of them stands.
    /// </exception>
    public static TokenPart Of(IReadOnlyList<EchoedToken> tokens, int start, int end)
    {
        int atStart = Crossing(tokens, start);
        int atEnd = Crossing(tokens, end);
        return atStart > 1 || atEnd > 1
            ? throw new EndpointRefusedException(
                "Tokens that are parts of characters lie across the start or end of what is scored, and the endpoint "
                + "does not say where each of them stands.")
            : new TokenPart(Before(tokens, start), Before(tokens, end), atStart + atEnd > 0);
    }

    private static int Crossing(IReadOnlyList<EchoedToken> tokens, int boundary) =>
        tokens.Count(token => token.Place.Crosses(boundary));

    private static int Before(IReadOnlyList<EchoedToken> tokens, int boundary) =>
        tokens.Count(token => token.Place.Start < boundary);
}

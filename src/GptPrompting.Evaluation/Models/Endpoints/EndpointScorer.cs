namespace GptPrompting.Evaluation.Models.Endpoints;

/// <summary>Scores texts that an endpoint repeats.</summary>
/// <param name="options">The prefix.</param>
/// <param name="contextLength">The most tokens; null where nobody says.</param>
/// <param name="echo">Who repeats texts.</param>
/// <param name="cutter">Who scores what is too long.</param>
internal sealed class EndpointScorer(
    CompletionsEndpointOptions options, int? contextLength, EchoClient echo, CutTextScorer cutter)
{
    /// <exception cref="EndpointRefusedException">There is no score.</exception>
    public async Task<ScoringReply> ScoreAsync(ScoringRequest request, CancellationToken cancellationToken)
    {
        PlacedRequest placed = PlacedRequest.Of(request, options.PrefixText);
        try
        {
            return await ScoreAsync(placed, cancellationToken);
        }
        catch (EndpointRefusedException e) when (e.IsTooLong && request.Truncates && placed.Boundary > 0
            && placed.PrefixLength == 0)
        {
            return await cutter.ScoreAsync(placed, e, cancellationToken);
        }
    }

    /// <exception cref="EndpointRefusedException">There is no score.</exception>
    public async Task<ScoringReply> ScoreDocumentAsync(string document, CancellationToken cancellationToken)
    {
        try
        {
            return await ScoreAsync(PlacedRequest.OfDocument(document, options.PrefixText), cancellationToken);
        }
        catch (EndpointRefusedException e) when (e.IsTooLong)
        {
            return await cutter.ScoreDocumentAsync(document, e, cancellationToken);
        }
    }

    private async Task<ScoringReply> ScoreAsync(PlacedRequest placed, CancellationToken cancellationToken)
    {
        IReadOnlyList<EchoedToken> tokens = await echo.ReadAsync(placed.Text, cancellationToken);
        if (tokens.Count > CutTextScorer.MostTokens(contextLength))
        {
            throw new EndpointRefusedException(
                $"The text has {tokens.Count} tokens; at most {contextLength - 1} of {contextLength} can be scored.")
            {
                IsTooLong = true,
            };
        }

        CheckPrefix(tokens, placed.PrefixLength);
        return EchoScore.Reply(
            tokens,
            TokenPart.Of(tokens, placed.Boundary, placed.Text.Length),
            placed.Spans.Select(span => TokenPart.Of(tokens, span.Start, span.End)));
    }

    private void CheckPrefix(IReadOnlyList<EchoedToken> tokens, int prefixLength)
    {
        int count = tokens.Count(token => token.Place.Start >= 0 && token.Place.Start < prefixLength);
        bool isOne = count == 1 && tokens.Any(token => token.Place == new TokenPlace(0, prefixLength));
        if (prefixLength > 0 && !isOne)
        {
            throw new EndpointRefusedException(
                $"PrefixText, '{options.PrefixText}', is not one token of the endpoint's model: "
                + $"{count} begin in it.");
        }
    }
}

using GptPrompting.Scoring;

namespace GptPrompting.Evaluation.Models.Endpoints;

/// <summary>Makes replies of tokens that an endpoint repeated.</summary>
internal static class EchoScore
{
    // vLLM's stand-in for minus infinity, which JSON does not have.
    private const double MinusInfinity = -9999;

    // Rounding of 32-bit log-softmax.
    private const double Rounding = 1e-5;

    /// <param name="tokens">All that the endpoint read.</param>
    /// <param name="continuation">What is scored.</param>
    /// <param name="spans">What else is scored.</param>
    /// <param name="cut">How many tokens were cut off before the first one.</param>
    /// <exception cref="EndpointRefusedException">A token that is scored has no usable log-probability.</exception>
    public static ScoringReply Reply(
        IReadOnlyList<EchoedToken> tokens, TokenPart continuation, IEnumerable<TokenPart> spans, int cut = 0)
    {
        EchoedToken[] scored = [.. tokens.Take(continuation.From..continuation.To)];
        return scored.Length == 0
            ? throw new EndpointRefusedException(
                "The continuation has no token of its own; nothing is left to score.")
            : new ScoringReply
            {
                Tokens = [.. scored.Select(token => new TokenScore(token.Id, token.Text, LogProbability(token)))],
                IsGreedy = IsGreedy(scored),
                IsBoundaryMerged = continuation.IsBoundaryMerged,
                ContextTokenCount = continuation.From + cut,
                TruncatedTokenCount = cut,
                Spans = [.. spans.Select(span => Score(tokens, span))],
            };
    }

    private static SpanScore Score(IReadOnlyList<EchoedToken> tokens, TokenPart span) => new(
        span.To - span.From,
        tokens.Take(span.From..span.To).Sum(LogProbability),
        span.IsBoundaryMerged);

    // One token that is not the most probable one says no, whatever the others lack.
    private static bool? IsGreedy(EchoedToken[] tokens) =>
        Array.Exists(tokens, token => token.IsMostProbable == false) ? false
        : Array.Exists(tokens, token => token.IsMostProbable is null) ? null
        : true;

    private static double LogProbability(EchoedToken token) => token.LogProbability switch
    {
        null => throw new EndpointRefusedException(
            $"The token '{token.Text}' has no log-probability, as nothing stands before it. Set PrefixText to the "
            + "model's begin-of-text or end-of-text token, such as <|endoftext|>."),
        not (<= Rounding and > MinusInfinity) => throw new EndpointRefusedException(FormattableString.Invariant(
            $"The token '{token.Text}' has the log-probability {token.LogProbability}, which is none.")),
        double value => Math.Min(value, 0),
    };
}

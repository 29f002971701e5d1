using GptPrompting.Scoring;

namespace GptPrompting.Evaluation.Runs;

/// <summary>The sum of tokens' log-probabilities.</summary>
internal static class LogLikelihood
{
    /// <param name="tokens">The tokens of one continuation.</param>
    /// <param name="isParity">
    /// Whether every number and every sum is a float32, as in lm-evaluation-harness (<c>logits.sum()</c>), where two
    /// choices may tie that a finer sum tells apart.
    /// </param>
    public static double Of(IReadOnlyList<TokenScore> tokens, bool isParity) => isParity
        ? tokens.Aggregate(0f, (sum, token) => sum + (float)token.LogProbability)
        : tokens.Sum(token => token.LogProbability);
}

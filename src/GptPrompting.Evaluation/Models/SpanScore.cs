namespace GptPrompting.Evaluation.Models;

/// <summary>How probable a model found a part of a context.</summary>
/// <param name="TokenCount">How many of its tokens were scored; 0 where it was cut off.</param>
/// <param name="LogLikelihood">Sum of their log-probabilities, in nats.</param>
/// <param name="IsBoundaryMerged">Whether a token reaches over an end of the part.</param>
public sealed record SpanScore(int TokenCount, double LogLikelihood, bool IsBoundaryMerged)
{
    /// <summary>Mean negative log-probability per token, in nats; NaN where there is no token.</summary>
    public double Loss => -LogLikelihood / TokenCount;
}

namespace GptPrompting.Scoring;

/// <summary>How probable one label is.</summary>
public sealed record LabelScore
{
    /// <summary>The label as it was given.</summary>
    public required string Label { get; init; }

    /// <summary>
    /// The label's tokens after the prompt, the space before it included, with their log-probabilities.
    /// </summary>
    public required IReadOnlyList<TokenScore> Tokens { get; init; }

    /// <summary>Sum of the tokens' log-probabilities, in nats; at most 0.</summary>
    public double LogLikelihood => Tokens.Sum(token => token.LogProbability);

    /// <summary>
    /// The number by which labels are compared, in nats: the log-likelihood after normalisation and calibration, and
    /// without the share of other labels that begin with this one's tokens. Negative infinity where nothing is left.
    /// </summary>
    public required double Score { get; init; }

    /// <summary>Logarithm of <see cref="Probability"/>, at most 0.</summary>
    public required double LogProbability { get; init; }

    /// <summary>Softmax of the scores over all labels, 0 to 1; all labels together have 1.</summary>
    public double Probability => Math.Exp(LogProbability);

    /// <summary>
    /// Whether the tokenizer joined the end of the prompt with the start of the label, so that the score is only near
    /// the truth; see <see cref="ContinuationScore.IsBoundaryMerged"/>.
    /// </summary>
    public required bool IsBoundaryMerged { get; init; }
}

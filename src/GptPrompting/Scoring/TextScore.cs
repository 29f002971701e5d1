namespace GptPrompting.Scoring;

/// <summary>
/// How probable a model finds a text, token by token: a <see cref="ContinuationScore"/> of a model that reads from left
/// to right, or a <see cref="MaskedScore"/> of one that sees both sides.
/// </summary>
public abstract record TextScore
{
    private protected TextScore()
    {
    }

    /// <summary>The tokens that were scored, one or more, each with its log-probability.</summary>
    public required IReadOnlyList<TokenScore> Tokens { get; init; }

    /// <summary>Sum of the tokens' log-probabilities, in nats; at most 0.</summary>
    public double LogLikelihood => Tokens.Sum(token => token.LogProbability);

    /// <summary>Mean negative log-probability per token, in nats.</summary>
    public double Loss => -LogLikelihood / Tokens.Count;
}

namespace GptPrompting.Scoring;

/// <summary>
/// How probable a masked model finds a text: each token given the tokens on both sides of it. The sum is a
/// pseudo-log-likelihood (Salazar et al. 2020, Masked Language Model Scoring): it compares texts under one model, but
/// is no probability of the text, and not to be compared with that of a model that reads from left to right.
/// </summary>
/// <remarks>Special tokens around the text are read, not scored.</remarks>
public sealed record MaskedScore : TextScore
{
    /// <summary>What was hidden while a token was scored.</summary>
    public required Masking Masking { get; init; }
}

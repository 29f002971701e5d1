namespace GptPrompting.Evaluation.Results;

/// <summary>One of the answers to choose from.</summary>
public sealed record ChoiceResult
{
    /// <summary>The answer.</summary>
    public required string Text { get; init; }

    /// <summary>Sum of its tokens' log-probabilities behind the prompt, in nats.</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>How many tokens it has.</summary>
    public required int TokenCount { get; init; }

    /// <summary>Whether greedy decoding would have given exactly it; null where nobody says.</summary>
    public bool? IsGreedy { get; init; }

    /// <summary>
    /// Its log-likelihood without the prompt, in nats, for pointwise mutual information; null where not measured.
    /// </summary>
    public double? Unconditional { get; init; }

    /// <summary>
    /// Its mean probability among the choices behind content-free inputs, 0 to 1, for contextual calibration (Zhao et
    /// al. 2021); null where not measured.
    /// </summary>
    public double? ContentFree { get; init; }
}

using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Models;

/// <summary>A continuation to be scored behind a context.</summary>
/// <param name="Context">What is conditioned on; empty is fine.</param>
/// <param name="Continuation">What is scored; it begins with its own space where it has one.</param>
public sealed record ScoringRequest(string Context, string Continuation)
{
    /// <summary>Parts of the context that are scored in the same pass, in order and apart; none by default.</summary>
    public IReadOnlyList<TextSpan> Spans { get; init; } = [];

    /// <summary>
    /// Whether a context that is too long loses tokens at its start, as in lm-evaluation-harness; otherwise it is
    /// refused.
    /// </summary>
    public bool Truncates { get; init; }
}

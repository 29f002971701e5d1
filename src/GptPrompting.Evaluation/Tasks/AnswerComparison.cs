namespace GptPrompting.Evaluation.Tasks;

/// <summary>
/// Which differences <c>exact_match</c> passes over, in the order and meaning of lm-evaluation-harness
/// (<c>exact_match_hf_evaluate</c>): patterns, case, ASCII punctuation, digits.
/// </summary>
public sealed record AnswerComparison
{
    /// <summary>Regular expressions whose matches are removed from both texts first.</summary>
    public IReadOnlyList<string> IgnoredPatterns { get; init; } = [];

    /// <summary>Whether upper and lower case are the same.</summary>
    public bool IgnoresCase { get; init; }

    /// <summary>Whether ASCII punctuation is removed.</summary>
    public bool IgnoresPunctuation { get; init; }

    /// <summary>Whether ASCII digits are removed.</summary>
    public bool IgnoresDigits { get; init; }
}

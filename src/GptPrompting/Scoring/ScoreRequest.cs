namespace GptPrompting.Scoring;

/// <summary>A continuation to be scored behind a context.</summary>
/// <param name="Context">
/// What is conditioned on. Empty is fine: the begin-of-text or end-of-text token stands for it.
/// </param>
/// <param name="Continuation">What is scored; it begins with its own space where it has one.</param>
public sealed record ScoreRequest(string Context, string Continuation)
{
    /// <summary>
    /// Parts of the context, in UTF-16 characters, that are scored in the same pass, such as the answers of a prompt's
    /// demonstrations: in order, none overlapping another. White space before a part counts as its own. None by
    /// default.
    /// </summary>
    public IReadOnlyList<Range> ContextParts { get; init; } = [];

    /// <summary>
    /// Whether a context that is too long loses tokens at its start, as in lm-evaluation-harness. False, the default,
    /// refuses it.
    /// </summary>
    public bool TruncatesContext { get; init; }
}

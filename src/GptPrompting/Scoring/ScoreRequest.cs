namespace GptPrompting.Scoring;

/// <summary>A continuation to be scored behind a context.</summary>
/// <param name="Context">
/// What is conditioned on. Empty is fine: the begin-of-text or end-of-text token stands for it.
/// </param>
/// <param name="Continuation">What is scored; it begins with its own space where it has one.</param>
public sealed record ScoreRequest(string Context, string Continuation);

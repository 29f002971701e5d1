namespace GptPrompting.Scoring;

/// <summary>One token of a scored continuation.</summary>
/// <param name="Id">The token id.</param>
/// <param name="Text">The token as text; bytes that are no whole character show as U+FFFD.</param>
/// <param name="LogProbability">Natural logarithm of the token's probability given all before it; at most 0.</param>
public sealed record TokenScore(int Id, string Text, double LogProbability);

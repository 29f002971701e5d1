namespace GptPrompting.Scoring;

/// <summary>How probable a model finds a part of a context, given what stands before it.</summary>
/// <param name="Tokens">
/// Its tokens with their log-probabilities. Without those that were cut off, and without the very first token of a
/// text, which has no probability; so there may be none.
/// </param>
/// <param name="IsBoundaryMerged">
/// Whether a token reaches over an end of the part, so that the score covers a little more or less than it.
/// </param>
public sealed record ContextPartScore(IReadOnlyList<TokenScore> Tokens, bool IsBoundaryMerged);

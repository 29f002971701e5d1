namespace GptPrompting.Generation;

/// <summary>A token and how probable the model held it, before any option of the generation changed that.</summary>
/// <param name="Id">The token id.</param>
/// <param name="Text">The token as text; bytes that are no whole character show as U+FFFD.</param>
/// <param name="LogProbability">
/// Natural logarithm of the token's probability given all before it; at most 0. Null for the first token of a prompt,
/// which nothing comes before.
/// </param>
public sealed record TokenLogProbability(int Id, string Text, double? LogProbability)
{
    /// <summary>
    /// The most likely tokens at this place, the most likely one first, each with an empty list of its own: as many as
    /// <see cref="GenerationOptions.TopLogProbabilities"/> says. Ids that stand for no token are left out.
    /// </summary>
    public IReadOnlyList<TokenLogProbability> Top { get; init; } = [];
}

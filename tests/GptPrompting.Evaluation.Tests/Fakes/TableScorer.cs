using GptPrompting.Scoring;

namespace GptPrompting.Evaluation.Tests.Fakes;

/// <summary>
/// A model given as a table: one token a character, each with the log-probability that the table has for the prompt.
/// </summary>
internal sealed class TableScorer
{
    public List<(string Context, string Continuation)> Calls { get; } = [];

    public Func<string, double> LogProbability { get; init; } = _ => -1;

    public Func<string, bool> IsGreedy { get; init; } = _ => false;

    public ContinuationScore Score(string context, string continuation, CancellationToken cancellationToken = default)
    {
        Calls.Add((context, continuation));
        return new ContinuationScore
        {
            Tokens = [.. continuation.Select(c => new TokenScore(c, c.ToString(), LogProbability(context)))],
            IsGreedy = IsGreedy(context),
            IsBoundaryMerged = false,
        };
    }
}

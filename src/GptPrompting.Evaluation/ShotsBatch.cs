using GptPrompting.Scoring;

namespace GptPrompting.Evaluation;

/// <summary>Scores items many at a time. One that the model refuses takes none of the others with it.</summary>
/// <param name="scorer">The model's scoring.</param>
/// <param name="keep">Takes each result and its place.</param>
/// <param name="cancellationToken">Ends the scoring early.</param>
internal sealed class ShotsBatch(
    ContinuationBatchScorer scorer, Action<int, ShotsResult> keep, CancellationToken cancellationToken)
{
    public void Score(IReadOnlyList<ShotsItem> items)
    {
        foreach (ShotsItem item in items.Where(item => item.Prompt is null))
        {
            cancellationToken.ThrowIfCancellationRequested();
            keep(item.Place, item.Failed());
        }

        ScoreHalves([.. items.Where(item => item.Prompt is not null)]);
    }

    /// <summary>At once, or where the model refuses one of several, in halves.</summary>
    private void ScoreHalves(ReadOnlySpan<ShotsItem> items)
    {
        if (items.IsEmpty)
        {
            return;
        }

        cancellationToken.ThrowIfCancellationRequested();
        using IEnumerator<(int Index, ContinuationScore Score)>? scores = TryBegin(items.ToArray(), out string reason);
        if (scores is not null)
        {
            Keep(items, scores);
        }
        else if (items.Length == 1)
        {
            keep(items[0].Place, AnswerScorer.Failed(items[0].ShotsSample, items[0].Shots, reason));
        }
        else
        {
            ScoreHalves(items[..(items.Length / 2)]);
            ScoreHalves(items[(items.Length / 2)..]);
        }
    }

    /// <returns>The scores, at the first one; null where the model refused an item.</returns>
    private IEnumerator<(int Index, ContinuationScore Score)>? TryBegin(ShotsItem[] items, out string reason)
    {
        reason = "";
        IEnumerator<(int Index, ContinuationScore Score)>? scores = null;
        try
        {
            scores = scorer(
                items.Select(item => new ScoreRequest(item.Prompt!, AnswerScorer.Continuation(item.ShotsSample))),
                cancellationToken: cancellationToken).GetEnumerator();
            scores.MoveNext();
            return scores;
        }
        catch (Exception exception)
        {
            scores?.Dispose();
            if (exception is not ArgumentException)
            {
                throw;
            }

            // The outer one tells the index among the requests of this call, which nobody else knows.
            reason = (exception.InnerException as ArgumentException ?? exception).Message;
            return null;
        }
    }

    private void Keep(ReadOnlySpan<ShotsItem> items, IEnumerator<(int Index, ContinuationScore Score)> scores)
    {
        do
        {
            ShotsItem item = items[scores.Current.Index];
            keep(item.Place, AnswerScorer.FromScore(item.ShotsSample, item.Shots, scores.Current.Score));
        }
        while (scores.MoveNext());
    }
}

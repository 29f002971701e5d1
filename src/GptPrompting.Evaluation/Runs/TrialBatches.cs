using GptPrompting.Evaluation.Models;

namespace GptPrompting.Evaluation.Runs;

/// <summary>
/// Divides trials into batches. Where one ends depends on its own trials alone, so that a run that is taken up again
/// at the end of a batch goes on with the same ones.
/// </summary>
internal sealed class TrialBatches(TrialPreparer preparer, int mostRequests)
{
    // About 35,000 tokens that nothing shares: a minute of a GPT-2 on two cores, which is what a crash may cost.
    private const int MostFreshCharacters = 1 << 17;

    public IEnumerable<TrialBatch> Divide(IEnumerable<Trial> trials, CancellationToken cancellationToken)
    {
        var batch = new List<PreparedTrial>();
        int requests = 0;
        int fresh = 0;
        string last = "";
        foreach (Trial trial in trials)
        {
            PreparedTrial prepared = preparer.Prepare(trial, cancellationToken);
            batch.Add(prepared);
            requests += prepared.RequestCount;
            foreach (string text in Texts(prepared))
            {
                fresh += text.Length - text.AsSpan().CommonPrefixLength(last);
                last = text;
            }

            if (requests >= mostRequests || fresh >= MostFreshCharacters)
            {
                yield return new TrialBatch([.. batch]);
                batch.Clear();
                (requests, fresh, last) = (0, 0, "");
            }
        }

        if (batch.Count > 0)
        {
            yield return new TrialBatch([.. batch]);
        }
    }

    private static IEnumerable<string> Texts(PreparedTrial prepared)
    {
        foreach (ScoringRequest request in prepared.Scoring)
        {
            yield return request.Context + request.Continuation;
        }

        if ((prepared.Document ?? prepared.Generating?.Prompt) is { } text)
        {
            yield return text;
        }
    }
}

namespace GptPrompting.Generation;

/// <summary>
/// Keeps all texts of a request and tells the best of them at the end: those with the highest mean log-probability per
/// token; among equal ones the one begun first.
/// </summary>
internal sealed class BestTexts(GenerationJob job)
{
    private readonly List<CompletionUpdate>[] _updates =
        [.. Enumerable.Range(0, job.TextCount).Select(_ => new List<CompletionUpdate>())];

    private readonly double[] _ranking = new double[job.TextCount];

    public void Keep(SampledText text, CompletionUpdate update)
    {
        _updates[text.Index].Add(update);
        _ranking[text.Index] = text.MeanLogProbability;
    }

    /// <param name="echo">The update that shows the prompt, or null.</param>
    /// <param name="updates">Gets one update for each result.</param>
    public void Tell(CompletionUpdate? echo, List<BatchUpdate> updates)
    {
        IEnumerable<int> best = Enumerable.Range(0, job.TextCount)
            .OrderByDescending(index => _ranking[index]).Take(job.Options.ResultCount);
        foreach ((int result, int index) in best.Index())
        {
            if (echo is not null)
            {
                updates.Add(new BatchUpdate(job.Request, result, echo));
            }

            var whole = Completion.Join(_updates[index]);
            updates.Add(new BatchUpdate(job.Request, result, new CompletionUpdate
            {
                Text = whole.Text,
                TokenIds = whole.TokenIds,
                LogProbabilities = whole.LogProbabilities,
                FinishReason = whole.FinishReason,
                Usage = whole.Usage,
                RankingScore = _ranking[index],
            }));
        }
    }
}

namespace GptPrompting.Evaluation;

/// <summary>Measures what demonstrations do: every sample at every number of shots, the same samples at each.</summary>
/// <remarks>The way is one: samples, prompt, scorer, results, report. Nothing here knows which model scores.</remarks>
public sealed class ShotsEvaluation
{
    // Prompts that are there at a time: enough to be read side by side, and a few megabytes.
    private const int MostPrompts = 256;

    private readonly IReadOnlyList<ShotsSample> _samples;
    private readonly IReadOnlyList<int> _shots;

    /// <summary>An evaluation of some samples at some numbers of shots.</summary>
    /// <param name="samples">One or more.</param>
    /// <param name="shots">One or more different numbers, each at least 0; results come in this order.</param>
    /// <exception cref="ArgumentException">A list is empty, or a number comes twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public ShotsEvaluation(IReadOnlyList<ShotsSample> samples, IReadOnlyList<int> shots)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(shots);
        if (samples.Count == 0 || shots.Count == 0)
        {
            throw new ArgumentException(
                $"There are {samples.Count} samples and {shots.Count} numbers of shots; at least 1 of each is needed.");
        }

        if (shots.Distinct().Count() != shots.Count)
        {
            throw new ArgumentException($"A number of shots comes twice in {string.Join(", ", shots)}.", nameof(shots));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(shots.Min(), nameof(shots));
        (_samples, _shots) = (samples, shots);
    }

    /// <summary>
    /// How a sample with k shots becomes a prompt. The default is <see cref="FewShotPrompt.Render"/>.
    /// </summary>
    public Func<ShotsSample, int, string> Prompt { get; init; } = FewShotPrompt.Render;

    /// <summary>How many results a complete run has: samples times numbers of shots.</summary>
    public int ResultCount => _samples.Count * _shots.Count;

    /// <summary>Scores everything, one sample after another.</summary>
    /// <param name="scorer">The model's scoring, for example <c>model.Score</c>.</param>
    /// <param name="progress">Told after each result, on this thread.</param>
    /// <param name="cancellationToken">
    /// Ends the run early. The report then has the results so far and <see cref="ShotsReport.IsComplete"/> is false;
    /// nothing is thrown.
    /// </param>
    public ShotsReport Run(
        ContinuationScorer scorer,
        IProgress<ShotsProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        return Run(keep =>
        {
            foreach (ShotsItem item in Items(_samples, 0))
            {
                cancellationToken.ThrowIfCancellationRequested();
                keep(item.Place, item.Prompt is null
                    ? item.Failed()
                    : AnswerScorer.Score(item.ShotsSample, item.Shots, item.Prompt, scorer, cancellationToken));
            }
        }, progress, cancellationToken);
    }

    /// <summary>
    /// Scores everything, many samples at a time: what their prompts share is read once and the rest side by side. The
    /// numbers are those of one sample after another, within 1e-4 nats for each token.
    /// </summary>
    /// <param name="scorer">The model's scoring, for example <c>model.ScoreBatchStreaming</c>.</param>
    /// <param name="progress">
    /// Told after each result, on this thread. Results come here as they are computed; the report has them in order.
    /// </param>
    /// <param name="cancellationToken">
    /// Ends the run early. The report then has the results so far, as it has for a scorer of one sample.
    /// </param>
    public ShotsReport Run(
        ContinuationBatchScorer scorer,
        IProgress<ShotsProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        int samplesAtATime = Math.Max(1, MostPrompts / _shots.Count);
        return Run(keep =>
        {
            var batch = new ShotsBatch(scorer, keep, cancellationToken);
            for (int first = 0; first < _samples.Count; first += samplesAtATime)
            {
                // All numbers of shots of some samples, because they begin with the same demonstrations.
                batch.Score([.. Items(_samples.Skip(first).Take(samplesAtATime), first)]);
            }
        }, progress, cancellationToken);
    }

    private ShotsReport Run(
        Action<Action<int, ShotsResult>> score,
        IProgress<ShotsProgress>? progress,
        CancellationToken cancellationToken)
    {
        var results = new ShotsResult?[ResultCount];
        int done = 0;
        try
        {
            score((place, result) =>
            {
                results[place] = result;
                progress?.Report(new ShotsProgress(++done, ResultCount, result));
            });
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What was measured is kept; the report says that it is not complete.
        }

        return ShotsReport.From([.. results.OfType<ShotsResult>()], ResultCount);
    }

    private IEnumerable<ShotsItem> Items(IEnumerable<ShotsSample> samples, int first) =>
        from shots in _shots.Index()
        from sample in samples.Index()
        select Item(sample.Item, shots.Item, (shots.Index * _samples.Count) + first + sample.Index);

    private ShotsItem Item(ShotsSample sample, int shots, int place)
    {
        var item = new ShotsItem { ShotsSample = sample, Shots = shots, Place = place };
        try
        {
            return item with { Prompt = Prompt(sample, shots) };
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return item with { Reason = exception.Message };
        }
    }
}

namespace GptPrompting.Evaluation;

/// <summary>Measures what demonstrations do: every sample at every number of shots, the same samples at each.</summary>
/// <remarks>The way is one: samples, prompt, scorer, results, report. Nothing here knows which model scores.</remarks>
public sealed class ShotsEvaluation
{
    private readonly IReadOnlyList<Sample> _samples;
    private readonly IReadOnlyList<int> _shots;

    /// <summary>An evaluation of some samples at some numbers of shots.</summary>
    /// <param name="samples">One or more.</param>
    /// <param name="shots">One or more different numbers, each at least 0; results come in this order.</param>
    /// <exception cref="ArgumentException">A list is empty, or a number comes twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public ShotsEvaluation(IReadOnlyList<Sample> samples, IReadOnlyList<int> shots)
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
    public Func<Sample, int, string> Prompt { get; init; } = FewShotPrompt.Render;

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
        var results = new List<SampleResult>(ResultCount);
        try
        {
            foreach (SampleResult result in Results(scorer, cancellationToken))
            {
                results.Add(result);
                progress?.Report(new ShotsProgress(results.Count, ResultCount, result));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What was measured is kept; the report says that it is not complete.
        }

        return ShotsReport.From(results, ResultCount);
    }

    private IEnumerable<SampleResult> Results(ContinuationScorer scorer, CancellationToken cancellationToken) =>
        from shots in _shots
        from sample in _samples
        select Score(sample, shots, scorer, cancellationToken);

    private SampleResult Score(Sample sample, int shots, ContinuationScorer scorer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string prompt;
        try
        {
            prompt = Prompt(sample, shots);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return AnswerScorer.Failed(sample, shots, exception.Message);
        }

        return AnswerScorer.Score(sample, shots, prompt, scorer, cancellationToken);
    }
}

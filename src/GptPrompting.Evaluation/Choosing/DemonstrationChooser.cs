using GptPrompting.Evaluation.Models;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Runs;
using GptPrompting.Evaluation.Statistics;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Choosing;

/// <summary>
/// Chooses demonstrations by greedy forward selection: one after the other, each time the candidate behind which the
/// development samples have the smallest mean loss, as long as it makes the loss smaller and fits into the budget.
/// </summary>
/// <param name="model">The model; stays the caller's.</param>
/// <param name="options">How; null is the default.</param>
public sealed class DemonstrationChooser(IEvaluatedModel model, ChoosingOptions? options = null)
{
    private static readonly EvaluatorOptions Plain = new() { MeasuresDemonstrations = false };

    private readonly ChoosingOptions _options = options ?? new ChoosingOptions();
    private readonly TrialBatches _batches = new(new TrialPreparer(Plain), Plain.BatchSize);

    /// <summary>Chooses demonstrations for a task, and measures them on its own samples beside random draws.</summary>
    /// <param name="task">A task of log-likelihoods or choices with a development split.</param>
    /// <param name="progress">Told after each step.</param>
    /// <param name="cancellationToken">Ends the call with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">
    /// The task generates or reads documents, has no development split, or too little is in it; or no development
    /// sample can be scored.
    /// </exception>
    public async Task<ChosenDemonstrations> ChooseAsync(
        EvaluationTask task, IProgress<ChoosingStep>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(task);
        (IReadOnlyList<Sample> candidates, IReadOnlyList<Sample> development) = Split(task);
        var chosen = new List<Sample>();
        var steps = new List<ChoosingStep>();
        (double loss, _) = await LossAsync(task, development, [], cancellationToken)
            ?? throw new ArgumentException("No development sample can be scored.", nameof(task));
        double without = loss;
        while (chosen.Count < _options.Shots
            && await StepAsync(task, candidates, development, chosen, cancellationToken) is { } step
            && step.DevelopmentLoss < loss)
        {
            loss = step.DevelopmentLoss;
            chosen.Add(candidates.First(candidate => candidate.Id == step.Demonstration));
            steps.Add(step);
            progress?.Report(step);
        }

        return new ChosenDemonstrations
        {
            Demonstrations = chosen,
            LossWithoutAny = without,
            Steps = steps,
            HeldOut = await HeldOutAsync(task, chosen, cancellationToken),
            Random = await RandomAsync(task, candidates, chosen.Count, cancellationToken),
        };
    }

    private (IReadOnlyList<Sample> Candidates, IReadOnlyList<Sample> Development) Split(EvaluationTask task)
    {
        if (task.Request is RequestKind.Generation or RequestKind.Rolling)
        {
            throw new ArgumentException(
                $"The task '{task.Name}' is of the kind {task.Request}; demonstrations are chosen by loss of answers.",
                nameof(task));
        }

        IReadOnlyList<Sample> development = task.Development ?? throw new ArgumentException(
            $"The task '{task.Name}' has no development split; name one under 'development'.", nameof(task));
        IReadOnlyList<Sample> drawn = Drawn(task.Pool ?? development, _options.Candidates, _options.Seed);
        Sample[] rest = [.. development.Where(sample => !drawn.Any(candidate => IsSame(candidate, sample)))];
        return rest.Length > 0
            ? (drawn, Drawn(rest, _options.DevelopmentSamples, _options.Seed))
            : throw new ArgumentException(
                $"The development split of '{task.Name}' has {development.Count} samples, all of them candidates.",
                nameof(task));
    }

    // Ids of two files say nothing of each other, and one file may be both pool and development split.
    private static bool IsSame(Sample one, Sample other) =>
        one.Id == other.Id || one.Input.Trim() == other.Input.Trim();

    /// <returns>So many of the samples, or all where there are not more, in their order.</returns>
    private static IReadOnlyList<Sample> Drawn(IReadOnlyList<Sample> samples, int count, int seed)
    {
        int[] places = RandomStream.Places(samples.Count, seed);
        return [.. samples.Where((_, i) => places[i] < count)];
    }

    private async Task<ChoosingStep?> StepAsync(
        EvaluationTask task,
        IReadOnlyList<Sample> candidates,
        IReadOnlyList<Sample> development,
        List<Sample> chosen,
        CancellationToken cancellationToken)
    {
        ChoosingStep? best = null;
        int tried = 0;
        foreach (Sample candidate in candidates.Except(chosen))
        {
            if (await LossAsync(task, development, [.. chosen, candidate], cancellationToken) is not { } measured
                || measured.Tokens > _options.TokenBudget)
            {
                continue;
            }

            tried++;
            if (best is null || measured.Loss < best.DevelopmentLoss)
            {
                best = new ChoosingStep(candidate.Id, measured.Loss, measured.Tokens, tried);
            }
        }

        return best is null ? null : best with { Tried = tried };
    }

    /// <returns>
    /// Null where a sample does not fit behind the demonstrations, or cannot be scored for another reason.
    /// </returns>
    private async Task<(double Loss, int Tokens)?> LossAsync(
        EvaluationTask task,
        IReadOnlyList<Sample> samples,
        IReadOnlyList<Sample> demonstrations,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<SampleResult> results = await MeasureAsync(task, samples, demonstrations, cancellationToken);
        return results.All(result => result.Failure is null)
            ? (results.Average(result => result.Loss!.Value), results.Max(result => result.PromptTokens))
            : null;
    }

    private async Task<HeldOutFigures> HeldOutAsync(
        EvaluationTask task, IReadOnlyList<Sample> demonstrations, CancellationToken cancellationToken)
    {
        Sample[] samples = [.. SampleChoice.Apply(task.Samples, task.Limit)
            .Where(sample => !demonstrations.Any(shown => IsSame(shown, sample)))];
        IReadOnlyList<SampleResult> all = await MeasureAsync(task, samples, demonstrations, cancellationToken);
        SampleResult[] results = [.. all.Where(result => result.Failure is null)];
        double[] losses = [.. results.Select(result => result.Loss!.Value)];
        double[] hits = [.. results.Where(result => result.Predicted is not null)
            .Select(result => result.Predicted == result.Gold ? 1.0 : 0.0)];
        return new HeldOutFigures(
            [.. demonstrations.Select(each => each.Id)],
            losses.Length == 0 ? double.NaN : losses.Average(),
            Moments.StandardError(losses),
            hits.Length == 0 ? null : hits.Average(),
            results.Length,
            all.Count - results.Length);
    }

    private async Task<IReadOnlyList<HeldOutFigures>> RandomAsync(
        EvaluationTask task, IReadOnlyList<Sample> candidates, int shots, CancellationToken cancellationToken)
    {
        var figures = new List<HeldOutFigures>();
        for (int draw = 0; draw < _options.RandomDraws; draw++)
        {
            int[] places = RandomStream.Places(candidates.Count, unchecked(_options.Seed + 1 + draw));
            Sample[] shown = [.. candidates.Index().OrderBy(each => places[each.Index]).Take(shots)
                .Select(each => each.Item)];
            figures.Add(await HeldOutAsync(task, shown, cancellationToken));
        }

        return figures;
    }

    private async Task<IReadOnlyList<SampleResult>> MeasureAsync(
        EvaluationTask task,
        IReadOnlyList<Sample> samples,
        IReadOnlyList<Sample> demonstrations,
        CancellationToken cancellationToken)
    {
        var results = new List<SampleResult>();
        var plan = new TrialPlan(task, Plain);
        IEnumerable<Trial> trials = samples.Select(sample =>
            new Trial(plan, sample, demonstrations.Count, _options.Seed, demonstrations, ""));
        foreach (TrialBatch batch in _batches.Divide(trials, cancellationToken))
        {
            results.AddRange(await batch.RunAsync(model, (_, _) => { }, cancellationToken));
        }

        return results;
    }
}

using GptPrompting.Evaluation.Metrics;
using GptPrompting.Evaluation.Models;
using GptPrompting.Evaluation.Progress;
using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Runs;

/// <summary>Measures what prompts do to a model: runs tasks and averages their results.</summary>
/// <param name="model">The model; stays the caller's.</param>
/// <param name="options">What is measured beyond what the tasks say; null is the default.</param>
/// <param name="timeProvider">The clock of progress and timings; null is the machine's.</param>
public sealed class Evaluator(
    IEvaluatedModel model, EvaluatorOptions? options = null, TimeProvider? timeProvider = null)
{
    private readonly EvaluatorOptions _options = options ?? new EvaluatorOptions();
    private readonly TimeProvider _time = timeProvider ?? TimeProvider.System;

    /// <summary>Runs tasks.</summary>
    /// <param name="tasks">One or more, no two of the same name.</param>
    /// <param name="folder">
    /// Where results are kept as they come, so that the same call takes an interrupted run up again at its last whole
    /// batch; null keeps them in memory, kilobytes for each. With a folder, memory has some 500 bytes for each while
    /// the report is made, and 16 afterwards.
    /// </param>
    /// <param name="progress">Told after each result.</param>
    /// <param name="cancellationToken">
    /// Ends the run with <see cref="OperationCanceledException"/>; the folder stays valid.
    /// </param>
    /// <returns>
    /// The report. Samples that could not be measured are in it with their reasons, and in no figure.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// There is no task or no sample, two tasks have one name, a metric is unknown or not for its task, there are not
    /// as many demonstrations as are wanted, or the folder holds another run.
    /// </exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public async Task<EvaluationRun> RunAsync(
        IReadOnlyList<EvaluationTask> tasks,
        string? folder = null,
        IProgress<EvaluationProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        TrialPlan[] plans = Plans(tasks);
        RunKey key = KeyOf(plans);
        using IRunLog log = folder is null ? new MemoryLog() : RunFolder.Open(folder, key);
        EnergyCounter? energy = log.Batches.Count == 0 ? new EnergyCounter() : null;
        await MeasureAsync(plans, log, progress, cancellationToken);
        EvaluationRun run = Collect(plans, key, log) with { Joules = energy?.Joules() };
        if (folder is not null && _options.IsParity)
        {
            ParityFiles.Write(folder, plans, run);
        }

        return run;
    }

    /// <summary>The report over what an interrupted run left in its folder, computing nothing.</summary>
    /// <inheritdoc cref="RunAsync" path="/param"/>
    /// <exception cref="ArgumentException">The folder holds another run.</exception>
    public EvaluationRun Read(IReadOnlyList<EvaluationTask> tasks, string folder)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        TrialPlan[] plans = Plans(tasks);
        RunKey key = KeyOf(plans);
        using IRunLog log = RunFolder.Open(folder, key);
        return Collect(plans, key, log);
    }

    /// <summary>A digest of everything that decides the results of these tasks; lower-case hex.</summary>
    /// <param name="tasks">The tasks.</param>
    public string KeyOf(IReadOnlyList<EvaluationTask> tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return KeyOf(Plans(tasks)).Digest;
    }

    /// <summary>What a run of these tasks reports; nothing is measured for it.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <returns>One for each task, in their order.</returns>
    /// <exception cref="ArgumentException">As for <see cref="RunAsync"/>.</exception>
    public IReadOnlyList<FigureNames> NamesOf(IReadOnlyList<EvaluationTask> tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return [.. Plans(tasks).Select(plan => new FigureNames(
            plan.Task.Name, [.. MetricFigures.Keys(plan.Task)], [.. plan.Task.Shots.Distinct()]))];
    }

    private RunKey KeyOf(TrialPlan[] plans) => RunKey.Of(model, [.. plans.Select(plan => plan.Task)], _options);

    private TrialPlan[] Plans(IReadOnlyList<EvaluationTask> tasks)
    {
        if (tasks.Count == 0)
        {
            throw new ArgumentException("There is no task to run.", nameof(tasks));
        }

        IEnumerable<string> names = tasks.Select(task => task.Name)
            .Concat(tasks.Select(task => task.TaskGroup).OfType<string>().Distinct());
        string? twice = names.CountBy(name => name).Where(name => name.Value > 1).Select(name => name.Key)
            .FirstOrDefault();
        if (twice is not null)
        {
            throw new ArgumentException(
                $"Two tasks, or a task and a group, are called '{twice}'; results go by name.", nameof(tasks));
        }

        TrialPlan[] plans = [.. tasks.Select(task => new TrialPlan(TrialPlan.InRun(task, _options), _options))];
        TrialPlan? empty = Array.Find(plans, plan => plan.Samples.Count == 0);
        return empty is null
            ? plans
            : throw new ArgumentException($"The task '{empty.Task.Name}' has no samples to measure.", nameof(tasks));
    }

    private async Task MeasureAsync(
        TrialPlan[] plans,
        IRunLog log,
        IProgress<EvaluationProgress>? progress,
        CancellationToken cancellationToken)
    {
        var meter = new RunMeter(model, plans.Sum(plan => plan.Count), _time, progress);
        foreach (SampleResult kept in log.Results)
        {
            meter.AddKept(kept);
        }

        var batches = new TrialBatches(new TrialPreparer(_options), _options.BatchSize);
        IEnumerable<Trial> left = plans.SelectMany(plan => plan.Trials()).Skip(log.ResultCount);
        foreach (TrialBatch batch in batches.Divide(left, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            long read = model.TokensRead;
            var seconds = new ArrivalTimes(batch.Trials.Count);
            IReadOnlyList<SampleResult> results = await batch.RunAsync(
                model, (trial, result) => seconds.Add(trial, meter.Add(result)), cancellationToken);
            log.Add(results, new BatchRecord(
                log.ResultCount + results.Count, model.TokensRead - read, batch.TokensRequested, seconds.ToArray()));
        }
    }

    private EvaluationRun Collect(TrialPlan[] plans, RunKey key, IRunLog log)
    {
        IReadOnlyList<SampleResult> results = log.Results;
        ILookup<string, ResultNumbers> ofTasks = ResultNumbers.Each(results).ToLookup(result => result.Key.Task);
        var report = new EvaluationReport
        {
            Run = new RunDescription
            {
                Key = key.Digest,
                Model = model.Id,
                ModelIdentity = model.Identity,
                Version = typeof(Evaluator).Assembly.GetName().Version?.ToString(3) ?? "",
                IsParity = _options.IsParity,
                ExpectedCount = plans.Sum(plan => plan.Count),
                ResultCount = results.Count,
                TokensRead = log.Batches.Sum(batch => batch.TokensRead),
                TokensRequested = log.Batches.Sum(batch => batch.TokensRequested),
            },
            Tasks = [.. plans.Select(plan => TaskReports.From(
                plan.Task, [.. ofTasks[plan.Task.Name]],
                new SampleCounts(plan.Task.Samples.Count, plan.Samples.Count), _options.IsParity))],
        };
        return new EvaluationRun
        {
            Report = report,
            Results = results,
            Seconds = [.. log.Batches.SelectMany(batch => batch.Seconds)],
        };
    }
}

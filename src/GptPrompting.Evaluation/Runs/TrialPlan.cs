using System.Globalization;
using GptPrompting.Demonstrations;
using GptPrompting.Evaluation.Metrics;
using GptPrompting.Evaluation.Shots;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Runs;

/// <summary>All prompts that a run measures for one task, in the order of its results.</summary>
internal sealed class TrialPlan
{
    private readonly EvaluatorOptions _options;

    /// <param name="task">The task, as the run has it.</param>
    /// <param name="options">What is measured beyond the plain prompts.</param>
    /// <exception cref="ArgumentException">
    /// A metric is unknown or not for the task, or a pattern is no regular expression.
    /// </exception>
    public TrialPlan(EvaluationTask task, EvaluatorOptions options)
    {
        Task = task;
        _options = options;
        Scorer = new SampleScorer(task);
        Samples = SampleChoice.Apply(task.Samples, task.Limit);
        Count = Samples.Count * Settings().Sum(setting => 1 + Variants(setting.Shots, setting.Seed).Count());
    }

    public EvaluationTask Task { get; }

    /// <summary>Whether every rule of lm-evaluation-harness is kept.</summary>
    public bool IsParity => _options.IsParity;

    /// <summary>Adds answers and metrics to results.</summary>
    public SampleScorer Scorer { get; }

    /// <summary>What is measured, after the limit.</summary>
    public IReadOnlyList<Sample> Samples { get; }

    /// <summary>How many trials there are.</summary>
    public int Count { get; }

    /// <summary>The task with what the options of the run say instead.</summary>
    public static EvaluationTask InRun(EvaluationTask task, EvaluatorOptions options) => task with
    {
        Shots = task.Request == RequestKind.Rolling ? [0] : options.Shots ?? task.Shots,
        Seeds = options.Seeds ?? task.Seeds,
        Limit = options.Limit ?? task.Limit,
        Metrics = [.. task.Metrics.Union(Calibrated(task, options), StringComparer.Ordinal)],
    };

    /// <summary>The trials of one sample after the other, because they have most in common.</summary>
    /// <exception cref="ArgumentException">There are not as many demonstrations as are wanted.</exception>
    public IEnumerable<Trial> Trials()
    {
        var pool = new DemonstrationPool(Task);
        (int Shots, int Seed, DemonstrationDraw Draw)[] settings = [.. Settings().Select(setting =>
            (setting.Shots, setting.Seed,
                DemonstrationDraw.Create(Task, pool, setting.Shots, setting.Seed, _options.IsParity)))];
        foreach (Sample sample in Samples)
        {
            foreach ((int shots, int seed, DemonstrationDraw draw) in settings)
            {
                IReadOnlyList<Sample> shown = draw.For(sample);
                yield return new Trial(this, sample, shots, seed, shown, "");
                foreach ((string variant, int[] places) in Variants(shots, seed))
                {
                    yield return new Trial(
                        this, sample, shots, seed, [.. places.Select(place => shown[place])], variant);
                }
            }
        }
    }

    private static string[] Calibrated(EvaluationTask task, EvaluatorOptions options) =>
        !options.Calibrates || task.Request != RequestKind.MultipleChoice ? []
            : HasContentFreePrompts(task) ? [MetricCatalog.MutualInformation, MetricCatalog.Calibrated]
            : [MetricCatalog.MutualInformation];

    private static bool HasContentFreePrompts(EvaluationTask task) =>
        task is { ContentFreeInputs: [string first, ..], Samples: [Sample sample, ..] }
        && task.Prompt.RenderContentFree(sample, [], first) is not null;

    /// <summary>
    /// Every number of shots with every seed; one seed is enough where neither demonstrations nor sampling go by it.
    /// </summary>
    private IEnumerable<(int Shots, int Seed)> Settings() =>
        Task.Seeds.SelectMany(seed => Task.Shots.Select(shots => (Shots: shots, Seed: seed)))
            .Where(setting => setting.Seed == Task.Seeds[0] || Task.Generation?.Temperature > 0
                || (setting.Shots > 0 && (DrawsDemonstrations || DrawsOrders(setting.Shots))));

    private bool DrawsDemonstrations =>
        Task.Selection.Method is DemonstrationMethod.Random or DemonstrationMethod.ClassBalanced
        || Task.Selection.Order == DemonstrationOrder.Shuffled;

    private bool DrawsOrders(int shots) => _options.Orders > 0 && !Permutations.AreAll(shots, _options.Orders);

    private IEnumerable<(string Name, int[] Places)> Variants(int shots, int seed)
    {
        if (Task.Request is RequestKind.Generation or RequestKind.Rolling)
        {
            yield break;
        }

        for (int left = 0; _options.MeasuresInfluence && left < shots; left++)
        {
            int without = left;
            yield return (
                string.Create(CultureInfo.InvariantCulture, $"without:{left}"),
                [.. Enumerable.Range(0, shots).Where(place => place != without)]);
        }

        foreach (int[] order in _options.Orders > 0 && shots > 1 ? Permutations.Of(shots, _options.Orders, seed) : [])
        {
            yield return ("order:" + string.Join(',', order), order);
        }
    }
}

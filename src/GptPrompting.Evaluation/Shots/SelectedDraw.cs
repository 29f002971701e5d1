using GptPrompting.Demonstrations;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Shots;

/// <summary>
/// Demonstrations as the task's selection chooses them. A sample is never its own demonstration: not by its id, nor by
/// its input, nor by the selection's key.
/// </summary>
internal sealed class SelectedDraw
{
    private readonly EvaluationTask _task;
    private readonly int _shots;
    private readonly int _seed;
    private readonly DemonstrationPool _pool;
    private readonly Lazy<DemonstrationSelector> _selector;
    private readonly Lazy<IReadOnlyList<Sample>> _shared;

    /// <param name="task">The task.</param>
    /// <param name="pool">What the task's demonstrations are drawn from.</param>
    /// <param name="shots">At least 1.</param>
    /// <param name="seed">Decides what is drawn at random.</param>
    public SelectedDraw(EvaluationTask task, DemonstrationPool pool, int shots, int seed)
    {
        (_task, _pool, _shots, _seed) = (task, pool, shots, seed);
        bool hasOwn = task.Samples.Any(each => each.Demonstrations is not null);
        if (!hasOwn && pool.Samples.Count < shots)
        {
            throw new ArgumentException(
                $"The task '{task.Name}' has {pool.Samples.Count} demonstrations; {shots} are wanted.", nameof(shots));
        }

        _selector = new(() => Selector(pool.Demonstrations, seed));
        _shared = new(() => Choose(_selector.Value, pool.Samples, new DemonstrationQuery(Nobody)));
    }

    // No sample's input: white space around inputs does not count.
    private static string Nobody => "\0";

    /// <summary>Whether what is chosen for a sample depends on the seed alone, but for the sample itself.</summary>
    private bool IsShared => !_task.DrawsPerSample
        && _task.Selection.Order != DemonstrationOrder.MostSimilarLast
        && _task.Selection.Method != DemonstrationMethod.NearestByBm25;

    public IReadOnlyList<Sample> For(Sample sample)
    {
        IReadOnlyList<Sample> chosen = sample.Demonstrations is { } own
            ? FromOwn(sample, own)
            : FromPool(sample);
        return chosen.Count == _shots || _task.Selection.MaxLength is not null
            ? chosen
            : throw TooFew(sample, chosen.Count, _shots);
    }

    public static ArgumentException TooFew(Sample sample, int count, int shots) => new(
        $"{shots} demonstrations are wanted for the sample '{sample.Id}'; beside itself there are {count}.",
        nameof(shots));

    /// <summary>
    /// The first ones are taken as the data gives them, even where one is the sample again, which results tell.
    /// </summary>
    private IReadOnlyList<Sample> FromOwn(Sample sample, IReadOnlyList<Sample> own) =>
        _task.Selection is { Method: DemonstrationMethod.First, Order: DemonstrationOrder.AsGiven, MaxLength: null }
            ? [.. own.Take(_shots)]
            : Choose(
                Selector([.. own.Select(_pool.AsDemonstration)], _seed), own, new DemonstrationQuery(sample.Input));

    private IReadOnlyList<Sample> FromPool(Sample sample)
    {
        // Leaving out one that was not chosen changes nothing, so that most samples share the choice.
        if (IsShared && !_shared.Value.Any(shown => IsSame(shown, sample)))
        {
            return _shared.Value;
        }

        DemonstrationSelector selector = _task.DrawsPerSample
            ? Selector(_pool.Demonstrations, Mixed(_seed, sample.Index))
            : _selector.Value;
        return Choose(
            selector, _pool.Samples, new DemonstrationQuery(sample.Input) { Key = _pool.KeyOf(sample) });
    }

    private bool IsSame(Sample shown, Sample sample) =>
        shown.Input.Trim() == sample.Input.Trim() || (_pool.KeyOf(shown) is { } key && key == _pool.KeyOf(sample));

    private DemonstrationSelector Selector(Demonstration[] demonstrations, int seed) => new(
        demonstrations,
        _task.Selection with
        {
            Count = Math.Min(_shots, demonstrations.Length),
            Seed = seed,
            KeyField = _pool.KeyField,
        });

    private static IReadOnlyList<Sample> Choose(
        DemonstrationSelector selector, IReadOnlyList<Sample> pool, DemonstrationQuery query) =>
        [.. selector.Select(query).Select(each => pool[each.Index])];

    // One step of SplitMix64's mixing, so that neighbouring samples draw unlike each other.
    private static int Mixed(int seed, int index)
    {
        ulong mixed = (((ulong)(uint)seed << 32) | (uint)index) * 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        return (int)((mixed ^ (mixed >> 27)) >> 32);
    }
}

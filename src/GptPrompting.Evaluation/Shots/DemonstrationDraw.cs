using GptPrompting.Evaluation.Parity;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Shots;

/// <summary>Which demonstrations the samples of a task are shown at one number of shots and one seed.</summary>
public sealed class DemonstrationDraw
{
    private readonly Func<Sample, IReadOnlyList<Sample>> _draw;

    private DemonstrationDraw(Func<Sample, IReadOnlyList<Sample>> draw) => _draw = draw;

    /// <summary>Prepares to draw.</summary>
    /// <param name="task">The task, whose pool and selection are used.</param>
    /// <param name="shots">How many demonstrations each prompt shows, at least 0.</param>
    /// <param name="seed">Decides what is drawn at random.</param>
    /// <param name="isParity">
    /// Whether the demonstrations are those of lm-evaluation-harness: one <c>random.Random(seed)</c> of CPython for all
    /// samples, so that <see cref="For"/> must be called once for each sample in the order of the data.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="shots"/> is below 0.</exception>
    /// <exception cref="ArgumentException">
    /// There are not that many demonstrations, or parity mode has no such method of selection.
    /// </exception>
    public static DemonstrationDraw Create(EvaluationTask task, int shots, int seed, bool isParity)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Create(task, new DemonstrationPool(task), shots, seed, isParity);
    }

    /// <summary>The demonstrations of a sample in the order in which they are shown.</summary>
    /// <exception cref="ArgumentException">So many are not left beside the sample itself.</exception>
    public IReadOnlyList<Sample> For(Sample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return _draw(sample);
    }

    /// <summary>Prepares to draw from what other draws of the task share.</summary>
    internal static DemonstrationDraw Create(
        EvaluationTask task, DemonstrationPool pool, int shots, int seed, bool isParity) =>
        isParity ? Create(task, shots, new PythonRandom(seed).Sample) : Create(task, pool, shots, seed);

    /// <summary>Parity mode, with what stands in for <c>random.sample(range(n), k)</c>.</summary>
    internal static DemonstrationDraw Create(EvaluationTask task, int shots, Func<int, int, int[]> sample)
    {
        Check(shots);
        return new DemonstrationDraw(shots == 0 ? _ => [] : new ParityDraw(task, shots, sample).For);
    }

    private static DemonstrationDraw Create(EvaluationTask task, DemonstrationPool pool, int shots, int seed)
    {
        Check(shots);
        return new DemonstrationDraw(shots == 0 ? _ => [] : new SelectedDraw(task, pool, shots, seed).For);
    }

    private static void Check(int shots)
    {
        if (shots < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(shots), shots, $"shots is {shots}; it must be at least 0.");
        }
    }
}

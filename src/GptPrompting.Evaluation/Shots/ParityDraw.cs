using System.Text.Json;
using GptPrompting.Demonstrations;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Shots;

/// <summary>
/// Demonstrations as lm-evaluation-harness draws them (<c>api/samplers.py</c>): one stream for all samples. Where the
/// few-shot split counts as the measured one, one more is drawn, the sample is dropped, and the first k are kept.
/// </summary>
internal sealed class ParityDraw
{
    private readonly IReadOnlyList<Sample> _pool;
    private readonly int _shots;
    private readonly bool _hasSpare;
    private readonly bool _isFirst;
    private readonly Func<int, int, int[]> _sample;
    private readonly string _task;

    /// <param name="task">The task.</param>
    /// <param name="shots">At least 1.</param>
    /// <param name="sample">Of n things, k places in the order drawn: CPython's <c>sample(range(n), k)</c>.</param>
    public ParityDraw(EvaluationTask task, int shots, Func<int, int, int[]> sample)
    {
        (_task, _shots, _sample) = (task.Name, shots, sample);
        _pool = task.Pool ?? task.Samples;
        _hasSpare = task.Pool is null || task.DrawsSpare;
        _isFirst = task.Selection.Method == DemonstrationMethod.First;
        if (!_isFirst && task.Selection.Method != DemonstrationMethod.Random)
        {
            throw new ArgumentException(
                "Parity mode draws demonstrations at random or takes the first; the method is "
                + $"{task.Selection.Method}.",
                nameof(task));
        }

        bool hasOwn = task.Samples.Any(each => each.Demonstrations is not null);
        if (!hasOwn && Count > _pool.Count)
        {
            throw new ArgumentException(
                $"The task '{_task}' has {_pool.Count} demonstrations; {Count} are drawn at {shots} shots.",
                nameof(shots));
        }
    }

    private int Count => _shots + (_hasSpare ? 1 : 0);

    public IReadOnlyList<Sample> For(Sample sample)
    {
        if (sample.Demonstrations is { } own)
        {
            return own.Count >= _shots ? [.. own.Take(_shots)] : throw SelectedDraw.TooFew(sample, own.Count, _shots);
        }

        IEnumerable<Sample> drawn = _isFirst
            ? _pool.Take(Count)
            : _sample(_pool.Count, Count).Select(place => _pool[place]);
        return [.. drawn.Where(each => !_hasSpare || !IsSame(each, sample)).Take(_shots)];
    }

    // Python compares the records, not their places.
    private static bool IsSame(Sample a, Sample b) =>
        ReferenceEquals(a, b) || JsonElement.DeepEquals(a.Document, b.Document);
}

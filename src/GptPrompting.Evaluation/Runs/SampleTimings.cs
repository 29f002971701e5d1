using System.Collections;
using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Runs;

/// <summary>How long each result took, made when it is asked for.</summary>
/// <param name="results">The results.</param>
/// <param name="seconds">The seconds of each.</param>
internal sealed class SampleTimings(IReadOnlyList<SampleResult> results, IReadOnlyList<double> seconds)
    : IReadOnlyList<SampleTiming>
{
    public int Count => results.Count;

    public SampleTiming this[int index] => Timing(results[index], seconds[index]);

    public IEnumerator<SampleTiming> GetEnumerator() => results.Zip(seconds, Timing).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static SampleTiming Timing(SampleResult result, double seconds) => new()
    {
        Task = result.Task,
        Sample = result.Sample,
        Shots = result.Shots,
        Seed = result.Seed,
        Variant = result.Variant,
        Seconds = seconds,
    };
}

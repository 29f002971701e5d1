using GptPrompting.Evaluation.Models;
using GptPrompting.Evaluation.Progress;
using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Runs;

/// <summary>Follows a run: seconds of each result, and progress for who asked for it.</summary>
internal sealed class RunMeter(
    IEvaluatedModel model, int total, TimeProvider time, IProgress<EvaluationProgress>? progress)
{
    private readonly ProgressMeter _meter = new(total, time);
    private readonly long _firstToken = model.TokensRead;
    private long _last = time.GetTimestamp();

    /// <summary>Takes a result of an earlier start.</summary>
    public void AddKept(SampleResult result) => _meter.AddKept(result);

    /// <returns>Seconds since the result before.</returns>
    public double Add(SampleResult result)
    {
        double seconds = time.GetElapsedTime(_last).TotalSeconds;
        _last = time.GetTimestamp();
        EvaluationProgress now = _meter.Add(result, model.TokensRead - _firstToken);
        progress?.Report(now);
        return seconds;
    }
}

using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Progress;

/// <summary>
/// Counts results as they come and says how fast they come. Speeds are taken over a window of time, so that a pause or
/// a slow task shows soon; results that an earlier try left count as done, and in no speed.
/// </summary>
/// <remarks>Not for several threads at once.</remarks>
public sealed class ProgressMeter
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _window;
    private readonly long _start;
    private readonly Queue<(TimeSpan At, int Measured, long Tokens)> _marks = new();
    private TimeSpan _lastMark;
    private int _done;
    private int _measured;
    private int _failed;
    private long? _tokens;
    private double _lossSum;
    private int _lossCount;

    /// <summary>Starts the clock.</summary>
    /// <param name="total">How many results there will be, at least 0.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="window">The time that speeds are taken over; null for 10 seconds.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="total"/> is below 0, or <paramref name="window"/> is not above 0.
    /// </exception>
    public ProgressMeter(int total, TimeProvider? time = null, TimeSpan? window = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        Total = total;
        _time = time ?? TimeProvider.System;
        _window = window ?? TimeSpan.FromSeconds(10);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_window, TimeSpan.Zero, nameof(window));
        _start = _time.GetTimestamp();
        _marks.Enqueue((TimeSpan.Zero, 0, 0));
    }

    /// <summary>How many results there will be.</summary>
    public int Total { get; }

    /// <summary>Takes a result that an earlier try of the run has left.</summary>
    public void AddKept(SampleResult result) => Count(result);

    /// <summary>Takes a result.</summary>
    /// <param name="result">What came.</param>
    /// <param name="tokensRead">
    /// Tokens that the model has read since the start, all together; null where nobody counts.
    /// </param>
    /// <returns>How far the run has come with it.</returns>
    public EvaluationProgress Add(SampleResult result, long? tokensRead = null)
    {
        Count(result);
        _measured++;
        _tokens = tokensRead ?? _tokens;
        TimeSpan now = _time.GetElapsedTime(_start);
        Mark(now);
        return Read(now);
    }

    /// <summary>How far the run has come by now.</summary>
    public EvaluationProgress Current => Read(_time.GetElapsedTime(_start));

    // Some fifty marks hold the window, however fast results come.
    private void Mark(TimeSpan now)
    {
        if (now - _lastMark >= _window / 50)
        {
            _marks.Enqueue((now, _measured, _tokens ?? 0));
            _lastMark = now;
        }

        while (_marks.Count > 2 && now - _marks.Peek().At > _window)
        {
            _marks.Dequeue();
        }
    }

    private void Count(SampleResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        _done++;
        _failed += result.Failure is null ? 0 : 1;
        if (result.Variant.Length == 0 && result.Loss is { } loss && double.IsFinite(loss))
        {
            _lossSum += loss;
            _lossCount++;
        }
    }

    private EvaluationProgress Read(TimeSpan now)
    {
        (TimeSpan at, int measured, long tokens) = _marks.Peek();
        double seconds = (now - at).TotalSeconds;
        double? speed = seconds > 0 && _measured > measured ? (_measured - measured) / seconds : null;
        return new EvaluationProgress
        {
            Done = _done,
            Total = Total,
            Failed = _failed,
            SamplesPerSecond = speed,
            TokensPerSecond = seconds > 0 && _tokens is { } read ? (read - tokens) / seconds : null,
            RunningLoss = _lossCount > 0 ? _lossSum / _lossCount : null,
            Elapsed = now,
            TimeLeft = _done >= Total ? TimeSpan.Zero
                : speed is { } perSecond ? TimeSpan.FromSeconds((Total - _done) / perSecond)
                : null,
        };
    }
}

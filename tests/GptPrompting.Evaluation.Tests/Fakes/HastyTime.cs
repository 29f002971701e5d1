namespace GptPrompting.Evaluation.Tests.Fakes;

/// <summary>
/// A clock on which waiting is over at once: timers shorter than <see cref="Patience"/> fire when they are set, longer
/// ones (time-outs) never.
/// </summary>
internal sealed class HastyTime : TimeProvider
{
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long would have been waited, in order.</summary>
    public List<TimeSpan> Waits { get; } = [];

    public DateTimeOffset Now { get; init; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(HastyTime time, TimerCallback callback, object? state) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime >= TimeSpan.Zero && dueTime < time.Patience)
            {
                lock (time.Waits)
                {
                    time.Waits.Add(dueTime);
                }

                _ = ThreadPool.QueueUserWorkItem(_ => callback(state));
            }

            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

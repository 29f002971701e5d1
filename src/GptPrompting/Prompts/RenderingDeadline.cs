namespace GptPrompting.Prompts;

/// <summary>
/// Cancels a token once a time has passed in which the process also computed for that long. A process that had to wait,
/// on a busy machine or while it was stopped, gets what it missed.
/// </summary>
internal sealed class RenderingDeadline : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly Func<TimeSpan> _computed;
    private readonly TimeSpan _end;
    private readonly Timer _timer;

    /// <param name="limit">How long; above zero.</param>
    /// <param name="cancellationToken">Cancels the token too.</param>
    /// <param name="computed">For how long there was computing; null is this process's time on processors.</param>
    public RenderingDeadline(
        TimeSpan limit, CancellationToken cancellationToken, Func<TimeSpan>? computed = null)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _computed = computed ?? (() => Environment.CpuUsage.TotalTime);
        _end = _computed() + limit;
        _timer = new Timer(_ => Check());
        _timer.Change(limit, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _timer.Dispose();
        _source.Dispose();
    }

    private void Check()
    {
        TimeSpan left = _end - _computed();
        try
        {
            if (left > TimeSpan.Zero)
            {
                // Timers count whole milliseconds.
                _timer.Change(left + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
            }
            else
            {
                _source.Cancel();
            }
        }
        catch (ObjectDisposedException)
        {
            // The rendering has just ended.
        }
    }
}

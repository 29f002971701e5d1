using System.Diagnostics;

namespace GptPrompting.Models;

/// <summary>
/// A model that reads for several callers in one pass: who comes while a pass runs waits for its end, and then all who
/// wait are read together. Short reads only; a prompt is read by itself.
/// </summary>
/// <remarks>
/// Each weight is read from memory once for all of them, which is most of the time of reading one token.
/// </remarks>
internal sealed class CombiningModel(ICausalModel model) : IModelLayer
{
    private const int MostCalls = 16;

    // Callers come back a moment after a pass, when they have chosen their tokens. It pays to wait for them, but not
    // long: the next pass without them takes no longer than with them.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(5);

    private readonly object _lock = new();
    private readonly List<ReadCall> _waiting = [];
    private bool _isRunning;
    private int _expected;
    private long _ended;
    private TimeSpan _lastPass;

    public int VocabularySize => model.VocabularySize;

    public int ContextLength => model.ContextLength;

    public ICausalModel Inner => model;

    /// <summary>How many callers wait for a pass.</summary>
    public int WaitingCount
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    public ICausalSequence Begin() => model.Begin();

    public void Read(IReadOnlyList<SequenceRead> reads, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reads);
        if (TryRunAtOnce(reads, cancellationToken))
        {
            return;
        }

        var call = new ReadCall(reads, cancellationToken);
        List<ReadCall>? calls = Wait(call);
        if (calls is not null)
        {
            Run(calls);
        }

        call.ThrowIfFailed();
    }

    public void Dispose() => model.Dispose();

    int ICausalModel.RowsPerPass(int past, int tokenCount) => model.RowsPerPass(past, tokenCount);

    /// <summary>Where nobody else is there, there is nothing to wait for.</summary>
    private bool TryRunAtOnce(IReadOnlyList<SequenceRead> reads, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_isRunning || _waiting.Count > 0 || _expected > 1)
            {
                return false;
            }

            _isRunning = true;
        }

        long begun = Stopwatch.GetTimestamp();
        try
        {
            model.Read(reads, cancellationToken);
        }
        finally
        {
            End(null, begun);
        }

        return true;
    }

    /// <summary>Waits until others have run the call, or until it is this thread's turn to run.</summary>
    /// <returns>What to run; null where that was done.</returns>
    private List<ReadCall>? Wait(ReadCall call)
    {
        CancellationTokenRegistration registration = call.CancellationToken.UnsafeRegister(_ => Wake(), null);
        try
        {
            lock (_lock)
            {
                _waiting.Add(call);
                Monitor.PulseAll(_lock);
                while (!call.IsDone)
                {
                    if (!call.IsTaken && call.CancellationToken.IsCancellationRequested)
                    {
                        _waiting.Remove(call);
                        Monitor.PulseAll(_lock);
                        throw new OperationCanceledException(call.CancellationToken);
                    }

                    if (!_isRunning && _waiting.Count > 0 && _waiting[0] == call && !WaitsForOthers(call))
                    {
                        return Take(call);
                    }

                    Monitor.Wait(_lock, !_isRunning && _waiting.Count > 0 && _waiting[0] == call
                        ? TimeSpan.FromMilliseconds(1)
                        : Timeout.InfiniteTimeSpan);
                }

                return null;
            }
        }
        finally
        {
            // Not Dispose, which waits for the callback, which waits for the lock.
            registration.Unregister();
        }
    }

    private void Wake()
    {
        lock (_lock)
        {
            Monitor.PulseAll(_lock);
        }
    }

    private bool WaitsForOthers(ReadCall call) => call.CanJoin && _waiting.Count < Math.Min(_expected, MostCalls)
        && Stopwatch.GetElapsedTime(_ended) < TimeSpan.FromTicks(Math.Min(_lastPass.Ticks / 4, LongestWait.Ticks));

    private List<ReadCall> Take(ReadCall first)
    {
        List<ReadCall> calls = [first];
        if (first.CanJoin)
        {
            calls.AddRange(_waiting.Where(call => call != first && call.CanJoin).Take(MostCalls - 1));
        }

        foreach (ReadCall call in calls)
        {
            _waiting.Remove(call);
            call.IsTaken = true;
        }

        _isRunning = true;
        return calls;
    }

    private void Run(List<ReadCall> calls)
    {
        long begun = Stopwatch.GetTimestamp();
        try
        {
            // Where the pass fails, each call is run alone, so that only the one fails whose read it was.
            if (calls.Count == 1 || !TryReadTogether(calls))
            {
                calls.ForEach(call => call.RunRest(model));
            }
        }
        finally
        {
            End(calls, begun);
        }
    }

    private bool TryReadTogether(List<ReadCall> calls)
    {
        try
        {
            // One caller's cancellation does not end what others wait for; a pass of a few tokens is soon over.
            model.Read([.. calls.SelectMany(call => call.Reads)], CancellationToken.None);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    /// <param name="done">The calls that were run; null for one that did not wait.</param>
    /// <param name="begun">When their pass began.</param>
    private void End(List<ReadCall>? done, long begun)
    {
        lock (_lock)
        {
            done?.ForEach(call => call.IsDone = true);
            _isRunning = false;
            _expected = (done?.Count ?? 1) + _waiting.Count;
            _ended = Stopwatch.GetTimestamp();
            _lastPass = Stopwatch.GetElapsedTime(begun, _ended);
            if (_expected > 1)
            {
                Monitor.PulseAll(_lock);
            }
        }
    }
}

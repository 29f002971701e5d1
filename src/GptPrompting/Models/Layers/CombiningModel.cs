using System.Diagnostics;

namespace GptPrompting.Models.Layers;

/// <summary>
/// A model that reads for several callers: who comes while a pass runs waits for its end, and then the steps of all who
/// wait are read in one pass. A prompt is read by itself, turn by turn, and between two turns the steps of others and a
/// turn of another prompt have theirs.
/// </summary>
/// <remarks>
/// Each weight is read from memory once for all steps of a pass, which is most of the time of reading one token.
/// </remarks>
internal sealed class CombiningModel(ICausalModel model) : IModelLayer
{
    private const int MostCalls = 16;

    // A turn while others wait with steps; shorter ones would read a prompt much slower.
    private const int ShortTurn = 128;

    // A turn of a caller who is alone; longer ones are no faster.
    private const int LongTurn = 512;

    // Callers come back a moment after a pass, when they have chosen their tokens. It pays to wait for them, but not
    // long: the next pass without them takes no longer than with them.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(5);

    private readonly object _lock = new();
    private readonly List<ReadCall> _waiting = [];
    private bool _isRunning;
    private bool _wasStep;
    private int _turn = LongTurn;
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

        using var call = new ReadCall(reads, cancellationToken);
        CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(_ => Wake(), null);
        try
        {
            Enter(call);
            while (Wait(call) is List<ReadCall> calls)
            {
                Run(calls);
            }
        }
        finally
        {
            // Not Dispose, which waits for the callback, which waits for the lock.
            registration.Unregister();
        }

        call.ThrowIfFailed();
    }

    public void Dispose() => model.Dispose();

    int ICausalModel.RowsPerPass(int past, int tokenCount) => model.RowsPerPass(past, tokenCount);

    /// <summary>Where nobody else is there, there is nothing to wait for.</summary>
    private bool TryRunAtOnce(IReadOnlyList<SequenceRead> reads, CancellationToken cancellationToken)
    {
        bool isStep = ReadCall.IsStepOf(reads);
        lock (_lock)
        {
            if (_isRunning || _waiting.Count > 0 || _expected > 1 || !IsOneTurn(reads))
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
            End(null, isStep, begun);
        }

        return true;
    }

    private bool IsOneTurn(IReadOnlyList<SequenceRead> reads)
    {
        int tokens = 0;
        for (int i = 0; i < reads.Count; i++)
        {
            tokens += reads[i].TokenIds.Length;
        }

        return tokens <= _turn;
    }

    private void Enter(ReadCall call)
    {
        lock (_lock)
        {
            _waiting.Add(call);
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Waits until others have run the call, or until it is this thread's turn to run.</summary>
    /// <returns>What to run; null where nothing of the call is left.</returns>
    private List<ReadCall>? Wait(ReadCall call)
    {
        lock (_lock)
        {
            while (!call.IsDone)
            {
                if (!call.IsTaken && call.CancellationToken.IsCancellationRequested)
                {
                    _waiting.Remove(call);
                    Monitor.PulseAll(_lock);
                    throw new OperationCanceledException(call.CancellationToken);
                }

                bool isNext = !_isRunning && Next() == call;
                if (isNext && !WaitsForOthers(call))
                {
                    return Take(call);
                }

                Monitor.Wait(_lock, isNext ? TimeSpan.FromMilliseconds(1) : Timeout.InfiniteTimeSpan);
            }

            return null;
        }
    }

    /// <summary>Steps and turns take turns, so that neither waits for more than one pass of the other.</summary>
    private ReadCall? Next()
    {
        ReadCall? step = _waiting.Find(call => call.IsStep);
        ReadCall? turn = _waiting.Find(call => !call.IsStep);
        return _wasStep ? turn ?? step : step ?? turn;
    }

    private void Wake()
    {
        lock (_lock)
        {
            Monitor.PulseAll(_lock);
        }
    }

    private bool WaitsForOthers(ReadCall call) => call.IsStep && _waiting.Count < Math.Min(_expected, MostCalls)
        && Stopwatch.GetElapsedTime(_ended) < TimeSpan.FromTicks(Math.Min(_lastPass.Ticks / 4, LongestWait.Ticks));

    private List<ReadCall> Take(ReadCall first)
    {
        List<ReadCall> calls = [first];
        if (first.IsStep)
        {
            calls.AddRange(_waiting.Where(call => call != first && call.IsStep).Take(MostCalls - 1));
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
        bool areSteps = calls[0].IsStep;
        try
        {
            if (!areSteps)
            {
                // Nobody changes the length of a turn while one runs.
                calls[0].RunTurn(model, _turn);
            }
            else if (calls.Count == 1 || !TryReadTogether(calls))
            {
                // Where the pass fails, each call is run alone, so that only the one fails whose read it was.
                calls.ForEach(call => call.RunRest(model));
            }
        }
        finally
        {
            End(calls, areSteps, begun);
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

    /// <param name="ran">The calls that were run; null for one that did not wait.</param>
    /// <param name="wereSteps">Whether they were steps and no turn.</param>
    /// <param name="begun">When their pass began.</param>
    private void End(List<ReadCall>? ran, bool wereSteps, long begun)
    {
        lock (_lock)
        {
            _turn = NextTurn(wereSteps);
            _wasStep = wereSteps;
            _isRunning = false;
            _expected = (ran?.Count ?? 1) + _waiting.Count;
            ran?.ForEach(Leave);
            _ended = Stopwatch.GetTimestamp();
            _lastPass = Stopwatch.GetElapsedTime(begun, _ended);
            if (_expected > 1)
            {
                Monitor.PulseAll(_lock);
            }
        }
    }

    /// <summary>
    /// Short where steps wait for turns or turns for steps; longer again with each turn for which nobody waits.
    /// </summary>
    private int NextTurn(bool wereSteps)
    {
        bool isWaitedFor = wereSteps
            ? _waiting.Exists(static call => !call.IsStep)
            : _waiting.Exists(static call => call.IsStep);
        return isWaitedFor ? ShortTurn : wereSteps ? _turn : Math.Min(LongTurn, 2 * _turn);
    }

    private void Leave(ReadCall call)
    {
        call.IsDone = call.HasEnded;
        if (!call.IsDone)
        {
            call.IsTaken = false;
            _waiting.Add(call);
        }
    }
}

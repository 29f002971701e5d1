namespace GptPrompting.Models.Packed;

/// <summary>Runs that nobody uses, for passes of the same shape. Safe for any number of threads.</summary>
internal sealed class KeptRuns : IDisposable
{
    // Of two that take turns, one computes while the other's logits are still looked at; the others are for a second
    // shape in between, as when prompts are read beside.
    private const int Most = 4;

    private readonly Lock _lock = new();

    // The one used last comes last.
    private readonly List<PackedRun> _runs = new(Most);
    private bool _isClosed;

    /// <returns>The best that there is; null where there is none.</returns>
    public PackedRun? Take(PassShape shape, SlotArena arena)
    {
        lock (_lock)
        {
            int best = -1;
            for (int i = 0; i < _runs.Count; i++)
            {
                if (_runs[i].Pass.Shape == shape && (best < 0 || _runs[i].IsOver(arena)))
                {
                    best = i;
                }
            }

            if (best < 0)
            {
                return null;
            }

            PackedRun run = _runs[best];
            _runs.RemoveAt(best);
            return run;
        }
    }

    /// <summary>Keeps a run that succeeded, or disposes it where it is not worth keeping.</summary>
    public void Keep(PackedRun run)
    {
        // One that was told to stop would stop at once.
        if (!run.Pass.Shape.IsLikelyRepeated || run.Options.Terminate || !TryAdd(run, out PackedRun? dropped))
        {
            run.Dispose();
            return;
        }

        dropped?.Dispose();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            _runs.ForEach(run => run.Dispose());
            _runs.Clear();
        }
    }

    private bool TryAdd(PackedRun run, out PackedRun? dropped)
    {
        lock (_lock)
        {
            dropped = null;
            if (_isClosed)
            {
                return false;
            }

            if (_runs.Count == Most)
            {
                dropped = _runs[0];
                _runs.RemoveAt(0);
            }

            _runs.Add(run);
            return true;
        }
    }
}

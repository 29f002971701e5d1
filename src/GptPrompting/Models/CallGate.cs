namespace GptPrompting.Models;

/// <summary>
/// Lets a resource be disposed while others use it: disposal waits for the calls inside and turns later ones away.
/// </summary>
internal sealed class CallGate(Type owner)
{
    // An object and not a Lock, because Monitor can also wait on it.
    private readonly object _lock = new();
    private int _inside;
    private bool _closed;

    /// <exception cref="ObjectDisposedException">The gate is closed.</exception>
    public Visit Enter()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, owner);
            _inside++;
        }

        return new Visit(this);
    }

    /// <summary>Turns new calls away, then waits until none is inside.</summary>
    /// <returns>False where the gate was closed before.</returns>
    public bool Close()
    {
        lock (_lock)
        {
            if (_closed)
            {
                return false;
            }

            _closed = true;
            while (_inside > 0)
            {
                Monitor.Wait(_lock);
            }

            return true;
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_inside == 0)
            {
                Monitor.PulseAll(_lock);
            }
        }
    }

    public readonly ref struct Visit(CallGate gate)
    {
        public void Dispose() => gate.Leave();
    }
}

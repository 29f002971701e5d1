using GptPrompting.Models;

namespace GptPrompting.Generation;

/// <summary>A sequence that several begin from; the last of them gets it.</summary>
internal sealed class SharedPrefix(ICausalSequence sequence, int uses) : IDisposable
{
    private int _left = uses;

    /// <summary>A sequence that has read the prefix; the caller disposes it.</summary>
    public ICausalSequence Next() => --_left == 0 ? sequence : sequence.Fork(sequence.Length);

    public void Dispose()
    {
        if (_left > 0)
        {
            sequence.Dispose();
        }

        _left = 0;
    }
}

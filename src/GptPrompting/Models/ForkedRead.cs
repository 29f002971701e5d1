using System.Buffers;

namespace GptPrompting.Models;

/// <summary>
/// A read that a fork of its sequence makes, in one part or several. The sequence has read all of it at the end, and
/// nothing where it does not come to that.
/// </summary>
/// <param name="read">The read.</param>
/// <param name="fork">A fork of all that its sequence has read; disposed by this object.</param>
internal sealed class ForkedRead(SequenceRead read, IPartwiseSequence fork) : IDisposable
{
    private bool _isEnded;
    private SequenceRead _part;

    // Rented, where the wanted rows come in several parts.
    private float[]? _logits;
    private int _filled;

    /// <summary>How many of its tokens were read.</summary>
    public int Start { get; private set; }

    /// <summary>How many of its tokens are left.</summary>
    public int Left => read.TokenIds.Length - Start;

    /// <summary>The next part, with the wanted rows that are in it.</summary>
    /// <param name="end">Behind which token it ends; beyond the last one, it is all that is left.</param>
    public SequenceRead UpTo(int end)
    {
        int count = read.TokenIds.Length;
        end = Math.Min(end, count);
        int rows = Math.Clamp(end - (count - read.Rows), 0, end - Start);
        _part = new SequenceRead(fork, read.TokenIds[Start..end], rows) { IsLast = read.IsLast && end == count };
        return _part;
    }

    /// <summary>Goes on behind the last part, which the fork has read now.</summary>
    public void Keep()
    {
        Start += _part.TokenIds.Length;
        if (_part.Rows > 0 && _part.Rows < read.Rows)
        {
            ReadOnlySpan<float> logits = fork.Logits;
            _logits ??= ArrayPool<float>.Shared.Rent(read.Rows * (logits.Length / _part.Rows));
            logits.CopyTo(_logits.AsSpan(_filled));
            _filled += logits.Length;
        }
    }

    /// <summary>Lets the sequence have read it, once nothing is left.</summary>
    public void End()
    {
        PassOutput? output = _logits is null ? null : PassOutput.Rented(_logits, read.Rows, _filled / read.Rows);
        _logits = null;
        _isEnded = true;
        ((IPartwiseSequence)read.Sequence).Become(fork, output);
    }

    public void Dispose()
    {
        if (_isEnded)
        {
            return;
        }

        _isEnded = true;
        fork.Dispose();
        if (_logits is not null)
        {
            ArrayPool<float>.Shared.Return(_logits);
        }
    }
}

namespace GptPrompting.Models.Packed;

/// <summary>One of several sequences in one row: which slots of an arena hold its tokens.</summary>
internal sealed class PackedSequence(PackedModel model) : IPartwiseSequence
{
    private PassOutput? _output;
    private int _firstRow;
    private int _rows;
    private int? _endLength;
    private bool _isDisposed;

    public PackedModel Model => model;

    // After the last read there are no slots.
    public int Length => _endLength ?? Slots.Count;

    public ReadOnlySpan<float> Logits => _output is null ? [] : _output.Logits(_firstRow, _rows);

    /// <summary>Null where nothing was read yet.</summary>
    public SlotArena? Arena { get; private set; }

    public SlotRanges Slots { get; private set; } = new();

    bool IPartwiseSequence.ReadsInParts => true;

    // Sequences in one arena share its memory.
    long ICausalSequence.Bytes => Arena is { } arena ? arena.Bytes / Math.Max(1, arena.Sequences.Count) : 0;

    public ReadOnlySpan<float> Read(ReadOnlySpan<int> tokenIds, int rows, CancellationToken cancellationToken = default)
    {
        model.Read([new SequenceRead(this, tokenIds.ToArray(), rows)], cancellationToken);
        return Logits;
    }

    public ICausalSequence Fork(int length)
    {
        ThrowIfUnusable();
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        return model.Fork(this, length);
    }

    /// <exception cref="ObjectDisposedException">The sequence was disposed.</exception>
    /// <exception cref="InvalidOperationException">The sequence has had its last read.</exception>
    public void ThrowIfUnusable()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_endLength is not null)
        {
            throw new InvalidOperationException("The sequence has had its last read, so nothing of it was kept.");
        }
    }

    /// <summary>Has its tokens in other slots from now on, maybe of another arena.</summary>
    public void MoveTo(SlotArena? arena, SlotRanges slots)
    {
        if (arena != Arena)
        {
            SlotArena? old = Arena;
            Arena = arena;
            arena?.Join(this);
            Slots = slots;
            old?.Leave(this);
        }

        Slots = slots;
    }

    /// <summary>Has further tokens, behind those that it has, in these slots.</summary>
    public void Take(SlotArena arena, int start, int count)
    {
        if (arena != Arena)
        {
            MoveTo(arena, Slots);
        }

        Slots.Append(start, count);
    }

    /// <summary>Takes the logits of a pass.</summary>
    /// <param name="read">What was read.</param>
    /// <param name="output">The pass's logits.</param>
    /// <param name="firstRow">The first of its wanted rows among them.</param>
    public void Keep(SequenceRead read, PassOutput output, int firstRow)
    {
        TakeLogits(read.Rows > 0 ? output.Share() : null, firstRow, read.Rows);
        _endLength = read.IsLast ? Slots.Count + read.TokenIds.Length : null;
    }

    void IPartwiseSequence.Become(ICausalSequence fork, PassOutput? output)
    {
        var other = (PackedSequence)fork;
        if (output is not null)
        {
            other.TakeLogits(output, 0, output.Count);
        }

        TakeLogits(other._output, other._firstRow, other._rows);
        _endLength = other._endLength;
        other._output = null;
        model.Move(other, this);
        other.Dispose();
    }

    // Logits are of no use to later forks.
    void ICausalSequence.Compact() => TakeLogits(null, 0, 0);

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        TakeLogits(null, 0, 0);
        model.Release(this);
    }

    private void TakeLogits(PassOutput? output, int firstRow, int rows)
    {
        _output?.Release();
        (_output, _firstRow, _rows) = (output, firstRow, rows);
    }
}

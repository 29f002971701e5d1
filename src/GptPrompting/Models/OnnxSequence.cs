namespace GptPrompting.Models;

/// <summary>
/// One sequence: which row of a cache holds what it has read, and in which slots. The present of a pass becomes the
/// past of the next by handing the tensors over.
/// </summary>
internal sealed class OnnxSequence(OnnxModel model) : IPartwiseSequence
{
    private PassOutput? _output;
    private int _firstRow;
    private int _rows;
    private bool _isEnded;
    private bool _disposed;

    public OnnxModel Model => model;

    public int Length { get; private set; }

    public ReadOnlySpan<float> Logits => _output is null ? [] : _output.Logits(_firstRow, _rows);

    /// <summary>Null where nothing was read, after the last read, and where the graph has no cache.</summary>
    public KeyValueCache? Cache { get; private set; }

    public int Row { get; private set; }

    public SlotRanges Slots { get; private set; } = new();

    /// <summary>What was read so far, where the graph has no cache; otherwise empty.</summary>
    public List<int> TokenIds { get; private set; } = [];

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
        model.Graph.CheckOpen();
        return new OnnxSequence(model)
        {
            Length = length,
            Cache = length == 0 ? null : Cache?.Share(),
            Row = Row,
            Slots = Slots.First(length),
            TokenIds = [.. TokenIds.Take(length)],
        };
    }

    /// <exception cref="ObjectDisposedException">The sequence was disposed.</exception>
    /// <exception cref="InvalidOperationException">The sequence has had its last read.</exception>
    public void ThrowIfUnusable()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_isEnded)
        {
            throw new InvalidOperationException("The sequence has had its last read, so nothing of it was kept.");
        }
    }

    /// <summary>Takes what a pass has computed for this sequence.</summary>
    /// <param name="read">What was read.</param>
    /// <param name="result">What the pass gave.</param>
    /// <param name="row">Which row of the pass was this sequence's.</param>
    /// <param name="firstLogits">Its first row among the wanted rows of logits.</param>
    public void Keep(SequenceRead read, PassResult result, int row, int firstLogits)
    {
        TakeLogits(read.Rows > 0 ? result.Output.Share() : null, firstLogits, read.Rows);
        _isEnded = read.IsLast;
        Cache?.Release();
        Cache = read.IsLast ? null : result.Present?.Share();
        if (Cache is not null)
        {
            Slots = result.IsInPlace ? Slots : SlotRanges.Dense(Length);
            Slots.Append(result.PastSlots, read.TokenIds.Length);
            Row = row;
        }

        if (!model.Graph.Layout.HasCache && !read.IsLast)
        {
            TokenIds.AddRange(read.TokenIds.Span);
        }

        Length += read.TokenIds.Length;
    }

    // Half as many slots again are not worth a copy.
    private bool IsCompact => Cache is null || (Cache.BatchSize == 1 && Cache.Slots <= Length + (Length / 2));

    bool IPartwiseSequence.ReadsInParts => model.Graph.ReadsInParts;

    long ICausalSequence.Bytes => Cache is null
        ? TokenIds.Count * sizeof(int)
        : (long)Cache.Slots * Cache.BatchSize * model.Graph.Layout.Cache.BytesPerSlot;

    void IPartwiseSequence.Become(ICausalSequence fork, PassOutput? output)
    {
        var other = (OnnxSequence)fork;
        if (output is not null)
        {
            other.TakeLogits(output, 0, output.Count);
        }

        TakeLogits(other._output, other._firstRow, other._rows);
        Cache?.Release();
        (Cache, Row, Slots, TokenIds) = (other.Cache, other.Row, other.Slots, other.TokenIds);
        (Length, _isEnded) = (other.Length, other._isEnded);
        (other._output, other.Cache) = (null, null);
        other.Dispose();
    }

    void ICausalSequence.Compact()
    {
        if (!IsCompact)
        {
            KeyValueCache own = CacheAssembly.Gather(model.Graph.Layout.Cache, [this]);
            Cache!.Release();
            (Cache, Row, Slots) = (own, 0, SlotRanges.Dense(Length));
        }

        // Logits are of no use to later forks.
        TakeLogits(null, 0, 0);
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _output?.Release();
        Cache?.Release();
    }

    private void TakeLogits(PassOutput? output, int firstRow, int rows)
    {
        _output?.Release();
        (_output, _firstRow, _rows) = (output, firstRow, rows);
    }
}

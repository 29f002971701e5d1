namespace GptPrompting.Models.Layers;

/// <summary>
/// Reads of one caller that are made a turn at a time. A sequence has read all its tokens in the end or none, whatever
/// turn fails.
/// </summary>
/// <param name="reads">The reads.</param>
internal sealed class ReadTurns(IReadOnlyList<SequenceRead> reads) : IDisposable
{
    private int _next;

    // The first part of the next read: how many tokens it is, and the fork that has read it.
    private int _start;
    private ICausalSequence? _fork;

    public bool IsDone => _next == reads.Count;

    /// <summary>Reads on: so many tokens, or what cannot be divided.</summary>
    public void Run(ICausalModel model, int mostTokens, CancellationToken cancellationToken)
    {
        int length = PartLength(reads[_next], mostTokens);
        if (_start + length < reads[_next].TokenIds.Length)
        {
            RunPart(model, length, cancellationToken);
        }
        else if (_fork is not null)
        {
            RunLastPart(model, cancellationToken);
        }
        else
        {
            RunWhole(model, mostTokens, cancellationToken);
        }
    }

    public void Dispose() => _fork?.Dispose();

    /// <returns>How many of the tokens that are left are read now.</returns>
    private int PartLength(SequenceRead read, int mostTokens)
    {
        int left = read.TokenIds.Length - _start;
        if (left <= mostTokens || read.Sequence is not IPartwiseSequence { ReadsInParts: true })
        {
            return left;
        }

        // Parts of about the same length, since a short one takes nearly as long; the last one has all wanted rows.
        int parts = (left + mostTokens - 1) / mostTokens;
        int length = Math.Min((left + parts - 1) / parts, left - Math.Max(read.Rows, 1));
        return length > 0 ? length : left;
    }

    private void RunPart(ICausalModel model, int length, CancellationToken cancellationToken)
    {
        SequenceRead read = reads[_next];
        _fork ??= read.Sequence.Fork(read.Sequence.Length);
        model.Read([new SequenceRead(_fork, read.TokenIds.Slice(_start, length), Rows: 0)], cancellationToken);
        _start += length;
    }

    private void RunLastPart(ICausalModel model, CancellationToken cancellationToken)
    {
        SequenceRead read = reads[_next];
        model.Read([read with { Sequence = _fork!, TokenIds = read.TokenIds[_start..] }], cancellationToken);
        ((IPartwiseSequence)read.Sequence).Become(_fork!, null);
        (_fork, _start) = (null, 0);
        _next++;
    }

    private void RunWhole(ICausalModel model, int mostTokens, CancellationToken cancellationToken)
    {
        int end = _next;
        int tokens = 0;
        do
        {
            tokens += reads[end++].TokenIds.Length;
        }
        while (end < reads.Count && tokens + reads[end].TokenIds.Length <= mostTokens);

        model.Read([.. reads.Skip(_next).Take(end - _next)], cancellationToken);
        _next = end;
    }
}

namespace GptPrompting.Models.Layers;

/// <summary>A sequence that gives what it has read to the cache when it is disposed.</summary>
internal sealed class PrefixCachingSequence(PrefixCachingModel model, ICausalSequence inner, bool isFork)
    : ICausalSequence
{
    // Of a fork nothing is kept: what it shares is kept where it comes from.
    private readonly List<int> _tokenIds = [];
    private bool _isEnded;
    private bool _isDisposed;

    public PrefixCachingModel Model => model;

    public ICausalSequence Inner { get; private set; } = inner;

    public int Length => Inner.Length;

    public int CachedTokenCount { get; private set; }

    public ReadOnlySpan<float> Logits => Inner.Logits;

    public ReadOnlySpan<float> Read(ReadOnlySpan<int> tokenIds, int rows, CancellationToken cancellationToken = default)
    {
        model.Read([new SequenceRead(this, tokenIds.ToArray(), rows)], cancellationToken);
        return Logits;
    }

    public ICausalSequence Fork(int length) =>
        new PrefixCachingSequence(model, Inner.Fork(length), isFork: length > 0)
        {
            CachedTokenCount = Math.Min(length, CachedTokenCount),
        };

    /// <summary>
    /// Whether the model behind may drop what it has read: a beginning that others may share is worth keeping, a text
    /// read at once is not.
    /// </summary>
    public bool MayDrop(SequenceRead read) => read.IsLast && (isFork || Length == 0);

    /// <returns>What the cache has of a first read; null where that is nothing.</returns>
    public ICausalSequence? FindPrefix(SequenceRead read)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return Length == 0 && !isFork
            ? model.Cache.Find(read.TokenIds.Span, read.TokenIds.Length - Math.Max(1, read.Rows))
            : null;
    }

    /// <summary>Takes what was read.</summary>
    /// <param name="read">The read.</param>
    /// <param name="inner">What the model behind has read for it, maybe into a sequence out of the cache.</param>
    public void Keep(SequenceRead read, SequenceRead inner)
    {
        _isEnded = inner.IsLast;
        if (inner.Sequence != Inner)
        {
            Inner.Dispose();
            Inner = inner.Sequence;
            CachedTokenCount = read.TokenIds.Length - inner.TokenIds.Length;
        }

        if (!isFork)
        {
            _tokenIds.AddRange(read.TokenIds.Span);
        }
    }

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (isFork || _isEnded)
        {
            Inner.Dispose();
        }
        else
        {
            model.Cache.Keep(Inner, [.. _tokenIds]);
        }
    }
}

namespace GptPrompting.Models.Layers;

/// <summary>
/// A model whose new sequences begin with what earlier ones have read. To its callers it is as the model behind it.
/// </summary>
internal sealed class PrefixCachingModel(ICausalModel model, long maxBytes) : IModelLayer
{
    private readonly Lock _lock = new();

    // As many as there are calls at once.
    private readonly Stack<PrefixedReads> _free = [];

    public int VocabularySize => model.VocabularySize;

    public int ContextLength => model.ContextLength;

    public ICausalModel Inner => model;

    public PrefixCache Cache { get; } = new(maxBytes);

    public ICausalSequence Begin() => new PrefixCachingSequence(this, model.Begin(), isFork: false);

    public void Read(IReadOnlyList<SequenceRead> reads, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reads);
        Check(reads);
        PrefixedReads prefixed = Take();
        try
        {
            prefixed.Begin(reads);
            model.Read(prefixed.Inner, cancellationToken);
        }
        finally
        {
            prefixed.End(reads);
            Return(prefixed);
        }
    }

    public void Dispose()
    {
        model.Dispose();
        Cache.Dispose();
    }

    int ICausalModel.RowsPerPass(int past, int tokenCount) => model.RowsPerPass(past, tokenCount);

    // The model behind checks what it gets, which may be less: a wrong id must not hide in a prefix.
    private void Check(IReadOnlyList<SequenceRead> reads)
    {
        for (int i = 0; i < reads.Count; i++)
        {
            if (reads[i].Sequence is not PrefixCachingSequence sequence || sequence.Model != this)
            {
                throw new ArgumentException("A sequence is not of this model.", nameof(reads));
            }

            SequenceLimits.Check(this, sequence.Length, reads[i].TokenIds.Span, reads[i].Rows);
        }
    }

    private PrefixedReads Take()
    {
        lock (_lock)
        {
            return _free.TryPop(out PrefixedReads? free) ? free : new PrefixedReads();
        }
    }

    private void Return(PrefixedReads reads)
    {
        lock (_lock)
        {
            _free.Push(reads);
        }
    }
}

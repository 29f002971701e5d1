namespace GptPrompting.Models.Layers;

/// <summary>
/// A model whose new sequences begin with what earlier ones have read. To its callers it is as the model behind it.
/// </summary>
internal sealed class PrefixCachingModel(ICausalModel model, long maxBytes) : IModelLayer
{
    public int VocabularySize => model.VocabularySize;

    public int ContextLength => model.ContextLength;

    public ICausalModel Inner => model;

    public PrefixCache Cache { get; } = new(maxBytes);

    public ICausalSequence Begin() => new PrefixCachingSequence(this, model.Begin(), isFork: false);

    public void Read(IReadOnlyList<SequenceRead> reads, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reads);
        Check(reads);
        var forks = new ICausalSequence?[reads.Count];
        var inner = new SequenceRead[reads.Count];
        int[] ends = [.. reads.Select(read => read.Sequence.Length + read.TokenIds.Length)];
        try
        {
            for (int i = 0; i < inner.Length; i++)
            {
                var sequence = (PrefixCachingSequence)reads[i].Sequence;
                forks[i] = sequence.FindPrefix(reads[i]);
                inner[i] = reads[i] with
                {
                    Sequence = forks[i] ?? sequence.Inner,
                    IsLast = sequence.MayDrop(reads[i]),
                    TokenIds = reads[i].TokenIds[(forks[i]?.Length ?? 0)..],
                };
            }

            model.Read(inner, cancellationToken);
        }
        finally
        {
            for (int i = 0; i < forks.Length; i++)
            {
                // Where one read fails, others may have been made before it.
                if (inner[i].Sequence?.Length == ends[i])
                {
                    ((PrefixCachingSequence)reads[i].Sequence).Keep(reads[i], inner[i]);
                }
                else
                {
                    forks[i]?.Dispose();
                }
            }
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
        foreach (SequenceRead read in reads)
        {
            if (read.Sequence is not PrefixCachingSequence sequence || sequence.Model != this)
            {
                throw new ArgumentException("A sequence is not of this model.", nameof(reads));
            }

            SequenceLimits.Check(this, sequence.Length, read.TokenIds.Span, read.Rows);
        }
    }
}

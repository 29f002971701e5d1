namespace GptPrompting.Models.Layers;

/// <summary>Reads as the model behind a <see cref="PrefixCachingModel"/> gets them; one call after another.</summary>
internal sealed class PrefixedReads
{
    private readonly List<SequenceRead> _inner = [];
    private readonly List<(ICausalSequence? Prefix, int End)> _kept = [];

    /// <summary>What the model behind reads.</summary>
    public IReadOnlyList<SequenceRead> Inner => _inner;

    /// <summary>Leaves out of first reads what the cache has.</summary>
    public void Begin(IReadOnlyList<SequenceRead> reads)
    {
        for (int i = 0; i < reads.Count; i++)
        {
            SequenceRead read = reads[i];
            var sequence = (PrefixCachingSequence)read.Sequence;
            int end = sequence.Length + read.TokenIds.Length;
            ICausalSequence? prefix = sequence.FindPrefix(read);
            _kept.Add((prefix, end));
            _inner.Add(read with
            {
                Sequence = prefix ?? sequence.Inner,
                IsLast = sequence.MayDrop(read),
                TokenIds = read.TokenIds[(prefix?.Length ?? 0)..],
            });
        }
    }

    /// <summary>Gives the sequences what was read, and lets go of the rest.</summary>
    public void End(IReadOnlyList<SequenceRead> reads)
    {
        for (int i = 0; i < _inner.Count; i++)
        {
            // Where one read fails, others may have been made before it.
            if (_inner[i].Sequence.Length == _kept[i].End)
            {
                ((PrefixCachingSequence)reads[i].Sequence).Keep(reads[i], _inner[i]);
            }
            else
            {
                _kept[i].Prefix?.Dispose();
            }
        }

        _inner.Clear();
        _kept.Clear();
    }
}

using GptPrompting.Models;

namespace GptPrompting.Tests.Fakes;

/// <summary>
/// A model whose logits are numbers from -2 to 2 that depend on every token before: whatever is forked, cut or mixed up
/// wrongly shows. tests/Oracle/generation.py has the same.
/// </summary>
internal sealed class ContextModel(int vocabularySize, int contextLength = 64) : ICausalModel
{
    public int VocabularySize => vocabularySize;

    public int ContextLength => contextLength;

    public int TokensRead { get; private set; }

    public int SequencesOpen { get; private set; }

    /// <summary>How many sequences each pass read.</summary>
    public List<int> Passes { get; } = [];

    public float[] LogitsAfter(IEnumerable<int> tokenIds)
    {
        uint state = 17;
        foreach (int id in tokenIds)
        {
            state = unchecked((state * 31) + (uint)id + 1);
        }

        float[] logits = new float[vocabularySize];
        for (int id = 0; id < logits.Length; id++)
        {
            logits[id] = (Mix(unchecked(state ^ ((uint)id * 2654435761))) >> 8) / (float)(1 << 22) - 2;
        }

        return logits;
    }

    public ICausalSequence Begin() => new Sequence(this, []);

    public void Read(IReadOnlyList<SequenceRead> reads, CancellationToken cancellationToken = default)
    {
        Assert.Equal(reads.Count, reads.DistinctBy(read => read.Sequence).Count());
        Passes.Add(reads.Count);
        foreach (SequenceRead read in reads)
        {
            read.Sequence.Read(read.TokenIds.Span, read.Rows, cancellationToken);
        }
    }

    public void Dispose()
    {
    }

    private static uint Mix(uint x) => unchecked(
        Xored(Xored((x * 1103515245) + 12345, 13) * 1274126177, 16));

    private static uint Xored(uint x, int shift) => x ^ (x >> shift);

    private sealed class Sequence : ICausalSequence
    {
        private readonly ContextModel _model;
        private readonly List<int> _tokens;
        private float[] _logits = [];
        private bool _isDisposed;

        public Sequence(ContextModel model, IEnumerable<int> tokens)
        {
            (_model, _tokens) = (model, [.. tokens]);
            _model.SequencesOpen++;
        }

        public int Length => _tokens.Count;

        public ReadOnlySpan<float> Logits => _logits;

        public ReadOnlySpan<float> Read(
            ReadOnlySpan<int> tokenIds, int rows, CancellationToken cancellationToken = default)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            cancellationToken.ThrowIfCancellationRequested();
            SequenceLimits.Check(_model, Length, tokenIds, rows);
            _tokens.AddRange(tokenIds);
            _model.TokensRead += tokenIds.Length;
            _logits = [.. Enumerable.Range(Length - rows + 1, rows)
                .SelectMany(length => _model.LogitsAfter(_tokens.Take(length)))];
            return _logits;
        }

        public ICausalSequence Fork(int length)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return new Sequence(_model, _tokens.Take(length));
        }

        public void Dispose()
        {
            _model.SequencesOpen -= _isDisposed ? 0 : 1;
            _isDisposed = true;
        }
    }
}

using GptPrompting.Models;

namespace GptPrompting.Tests.Fakes;

/// <summary>A model given as a table: row i holds the logits after token i, whatever came before it.</summary>
internal sealed class TableModel(float[][] rows, int contextLength = 64) : ICausalModel
{
    public int VocabularySize => rows[0].Length;

    public int ContextLength => contextLength;

    public List<int> TokensRead { get; } = [];

    public int SequencesOpen { get; private set; }

    public bool IsDisposed { get; private set; }

    /// <summary>What no sequence can read.</summary>
    public int? FailingToken { get; init; }

    /// <summary>
    /// A table in which each token id is followed by <paramref name="next"/>[id], with a logit of 10 against 0.
    /// </summary>
    public static TableModel Chain(params int[] next) =>
        new([.. next.Select(id => Enumerable.Range(0, next.Length).Select(i => i == id ? 10f : 0f).ToArray())]);

    public ICausalSequence Begin()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        SequencesOpen++;
        return new Sequence(this);
    }

    public void Dispose() => IsDisposed = true;

    private sealed class Sequence(TableModel model) : ICausalSequence
    {
        private float[] _logits = [];

        public int Length { get; private set; }

        public ReadOnlySpan<float> Logits => _logits;

        public ReadOnlySpan<float> Read(
            ReadOnlySpan<int> tokenIds, int rows, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            SequenceLimits.Check(model, Length, tokenIds, rows);
            if (model.FailingToken is int failing && tokenIds.Contains(failing))
            {
                throw new InvalidOperationException($"Token {failing} cannot be read.");
            }

            Length += tokenIds.Length;
            model.TokensRead.AddRange(tokenIds);
            _logits = [.. tokenIds[^rows..].ToArray().SelectMany(id => model.Rows[id])];
            return _logits;
        }

        public ICausalSequence Fork(int length)
        {
            model.SequencesOpen++;
            return new Sequence(model) { Length = length };
        }

        // One for each token.
        long ICausalSequence.Bytes => Length;

        public void Dispose() => model.SequencesOpen--;
    }

    private float[][] Rows => rows;
}

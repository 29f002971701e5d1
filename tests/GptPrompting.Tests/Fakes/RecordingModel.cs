using System.Collections.Concurrent;
using GptPrompting.Models;
using GptPrompting.Models.Layers;

namespace GptPrompting.Tests.Fakes;

/// <summary>
/// A model that keeps what each pass read, as <c>first id×tokens</c> of each read with <c>!</c> behind the last one of
/// a sequence, and ends a pass only when it is told to. The most probable token after each is itself.
/// </summary>
internal sealed class RecordingModel(bool readsInParts = true) : ICausalModel
{
    private readonly bool _readsInParts = readsInParts;
    private readonly SemaphoreSlim _allowed = new(0);
    private readonly SemaphoreSlim _begun = new(0);

    public int VocabularySize => 64;

    public int ContextLength => 10_000;

    /// <summary>One text for each pass, in their order.</summary>
    public ConcurrentQueue<string> Passes { get; } = [];

    public int SequencesOpen { get; private set; }

    /// <summary>Passes that fail, by their number from 0 on.</summary>
    public Func<int, Exception?> Failure { get; init; } = _ => null;

    public ICausalSequence Begin() => new Sequence(this, 0);

    public void Read(IReadOnlyList<SequenceRead> reads, CancellationToken cancellationToken = default)
    {
        int number = Passes.Count;
        Passes.Enqueue(string.Join(' ', reads.Select(Text).Order(StringComparer.Ordinal)));
        _begun.Release();
        _allowed.Wait(cancellationToken);
        if (Failure(number) is Exception failure)
        {
            throw failure;
        }

        foreach (SequenceRead read in reads)
        {
            read.Sequence.Read(read.TokenIds.Span, read.Rows, cancellationToken);
        }
    }

    /// <summary>Waits until a pass has begun that nobody has waited for yet.</summary>
    public void WaitForPass() => _begun.Wait();

    /// <summary>Lets so many passes end, those to come included.</summary>
    public void Allow(int passes) => _allowed.Release(passes);

    public void Dispose()
    {
        _allowed.Dispose();
        _begun.Dispose();
    }

    private static string Text(SequenceRead read) =>
        $"{read.TokenIds.Span[0]}×{read.TokenIds.Length}{(read.IsLast ? "!" : "")}";

    private sealed class Sequence : IPartwiseSequence
    {
        private readonly RecordingModel _model;
        private float[] _logits = [];

        public Sequence(RecordingModel model, int length)
        {
            (_model, Length) = (model, length);
            lock (model.Passes)
            {
                model.SequencesOpen++;
            }
        }

        public int Length { get; private set; }

        public ReadOnlySpan<float> Logits => _logits;

        public bool ReadsInParts => _model._readsInParts;

        public ReadOnlySpan<float> Read(
            ReadOnlySpan<int> tokenIds, int rows, CancellationToken cancellationToken = default)
        {
            Length += tokenIds.Length;
            _logits = [.. tokenIds[^rows..].ToArray().SelectMany(
                id => Enumerable.Range(0, _model.VocabularySize).Select(i => i == id ? 1f : 0f))];
            return _logits;
        }

        public ICausalSequence Fork(int length) => new Sequence(_model, length);

        public void Become(ICausalSequence fork, PassOutput? output)
        {
            (Length, _logits) = (fork.Length, output?.Logits(0, output.Count).ToArray() ?? ((Sequence)fork)._logits);
            output?.Release();
            fork.Dispose();
        }

        public void Dispose()
        {
            lock (_model.Passes)
            {
                _model.SequencesOpen--;
            }
        }
    }
}

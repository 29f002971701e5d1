using System.Collections.Concurrent;
using GptPrompting.Models;

namespace GptPrompting.Tests.Fakes;

/// <summary>
/// A model whose first pass lasts until it is let go on, and which keeps how many reads each pass had.
/// </summary>
internal sealed class GatedModel(TableModel model) : ICausalModel
{
    private readonly ManualResetEventSlim _gate = new();
    private readonly ManualResetEventSlim _isInside = new();

    public int VocabularySize => model.VocabularySize;

    public int ContextLength => model.ContextLength;

    /// <summary>How many reads each pass had, in their order.</summary>
    public ConcurrentQueue<int> Passes { get; } = [];

    public ICausalSequence Begin() => model.Begin();

    public void Read(IReadOnlyList<SequenceRead> reads, CancellationToken cancellationToken = default)
    {
        Passes.Enqueue(reads.Count);
        _isInside.Set();
        _gate.Wait(CancellationToken.None);
        ObjectDisposedException.ThrowIf(model.IsDisposed, model);
        ((ICausalModel)model).Read(reads, cancellationToken);
    }

    public void WaitUntilInside() => _isInside.Wait();

    public void LetGoOn() => _gate.Set();

    public void Dispose() => model.Dispose();
}

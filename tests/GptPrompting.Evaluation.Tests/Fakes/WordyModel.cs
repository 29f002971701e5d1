using GptPrompting.Evaluation.Models;
using GptPrompting.Scoring;

namespace GptPrompting.Evaluation.Tests.Fakes;

/// <summary>A model that replies with many tokens, and says how many of its replies somebody has kept.</summary>
internal sealed class WordyModel : IEvaluatedModel
{
    private readonly List<WeakReference> _replies = [];

    public string Id => "wordy";

    public int? ContextLength => null;

    public IReadOnlyDictionary<string, string> Identity { get; } = new Dictionary<string, string>();

    public long TokensRead => _replies.Count;

    /// <summary>The most replies that were in memory when a batch began.</summary>
    public int MostKept { get; private set; }

    public int Kept()
    {
        GC.Collect();
        return _replies.Count(reply => reply.IsAlive);
    }

    public IAsyncEnumerable<(int Index, ScoringReply Reply)> ScoreAsync(
        IReadOnlyList<ScoringRequest> requests, CancellationToken cancellationToken = default)
    {
        MostKept = Math.Max(MostKept, Kept());
        return requests.Index().Select(each => (each.Index, Reply())).ToAsyncEnumerable();
    }

    public IAsyncEnumerable<(int Index, GenerationReply Reply)> GenerateAsync(
        IReadOnlyList<GeneratingRequest> requests, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<(int Index, ScoringReply Reply)> ScoreDocumentsAsync(
        IReadOnlyList<string> documents, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    private ScoringReply Reply()
    {
        TokenScore[] tokens = [.. Enumerable.Range(0, 50).Select(i => new TokenScore(i, $"word {i}", -1))];
        _replies.Add(new WeakReference(tokens[0]));
        return new ScoringReply { Tokens = tokens, ContextTokenCount = 1 };
    }
}

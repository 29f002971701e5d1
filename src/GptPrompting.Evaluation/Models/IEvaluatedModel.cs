namespace GptPrompting.Evaluation.Models;

/// <summary>A model that can be measured: one in this process, or one behind a network.</summary>
public interface IEvaluatedModel
{
    /// <summary>The name by which reports refer to it.</summary>
    string Id { get; }

    /// <summary>The most tokens, prompt and answer together; null where nobody says.</summary>
    int? ContextLength { get; }

    /// <summary>
    /// Everything that can change its numbers, by name: the digest of its files, the runtime's version, options. Runs
    /// against models that differ in this are different runs.
    /// </summary>
    IReadOnlyDictionary<string, string> Identity { get; }

    /// <summary>
    /// Tokens that it has read so far, in all calls; what requests shared counts once where it was read once. 0 where
    /// nobody counts.
    /// </summary>
    long TokensRead { get; }

    /// <summary>Scores continuations, computing while the result is enumerated.</summary>
    /// <param name="requests">What is scored; none is fine.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>
    /// Each request's index and its reply, once, in any order. A request that the model refuses has a reply with a
    /// reason, and takes no other with it.
    /// </returns>
    IAsyncEnumerable<(int Index, ScoringReply Reply)> ScoreAsync(
        IReadOnlyList<ScoringRequest> requests, CancellationToken cancellationToken = default);

    /// <summary>Generates texts, computing while the result is enumerated.</summary>
    /// <inheritdoc cref="ScoreAsync" path="/param"/>
    /// <inheritdoc cref="ScoreAsync" path="/returns"/>
    IAsyncEnumerable<(int Index, GenerationReply Reply)> GenerateAsync(
        IReadOnlyList<GeneratingRequest> requests, CancellationToken cancellationToken = default);

    /// <summary>Scores whole documents by rolling windows, computing while the result is enumerated.</summary>
    /// <param name="documents">The texts; none is fine.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <inheritdoc cref="ScoreAsync" path="/returns"/>
    IAsyncEnumerable<(int Index, ScoringReply Reply)> ScoreDocumentsAsync(
        IReadOnlyList<string> documents, CancellationToken cancellationToken = default);
}

using GptPrompting.Models;
using GptPrompting.Scoring;

namespace GptPrompting;

public sealed partial class LanguageModel
{
    /// <summary>
    /// Scores any number of continuations. What requests share is read once, however many share it: a few-shot prompt
    /// before many questions, a question before several answers. The rest is read side by side.
    /// </summary>
    /// <param name="requests">What is to be scored; none is fine.</param>
    /// <param name="options">How requests are read side by side; null is the default.</param>
    /// <param name="progress">Told after each result, on this thread.</param>
    /// <param name="cancellationToken">Ends the call with <see cref="OperationCanceledException"/>.</param>
    /// <returns>
    /// One score for each request, in their order. Each is what <see cref="Score"/> gives, up to the order in which
    /// numbers are added: within 1e-4 nats for each token.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// A request is none that <see cref="Score"/> accepts; the message names its index. Nothing was computed then.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public IReadOnlyList<ContinuationScore> ScoreBatch(
        IEnumerable<ScoreRequest> requests,
        BatchOptions? options = null,
        IProgress<BatchProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var batch = ScoreItems.Create(requests, SplitterOf(), refused: null, cancellationToken);
        ContinuationScore[] scores = new ContinuationScore[batch.Count];
        foreach ((int index, ContinuationScore score) in Stream(batch, options, progress, cancellationToken))
        {
            scores[index] = score;
        }

        return scores;
    }

    /// <summary>
    /// Scores any number of continuations, computing while the result is enumerated. Parameters as for <see
    /// cref="ScoreBatch"/>.
    /// </summary>
    /// <returns>
    /// Each request's index and score, in the order in which they are computed: what was enumerated is there whatever
    /// happens to the rest.
    /// </returns>
    /// <inheritdoc cref="ScoreBatch" path="/param"/>
    /// <inheritdoc cref="ScoreBatch" path="/exception"/>
    public IEnumerable<(int Index, ContinuationScore Score)> ScoreBatchStreaming(
        IEnumerable<ScoreRequest> requests,
        BatchOptions? options = null,
        IProgress<BatchProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        Stream(
            ScoreItems.Create(requests, SplitterOf(), refused: null, cancellationToken),
            options,
            progress,
            cancellationToken);

    /// <summary>
    /// As <see cref="ScoreBatchStreaming"/>, but a request that cannot be scored takes none of the others with it.
    /// </summary>
    /// <param name="requests">What is to be scored.</param>
    /// <param name="refused">Is told the index of such a request, and why; before anything is computed.</param>
    /// <param name="options">How requests are read side by side.</param>
    /// <param name="progress">Told after each result.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    internal IEnumerable<(int Index, ContinuationScore Score)> ScoreAccepted(
        IEnumerable<ScoreRequest> requests,
        Action<int, string> refused,
        BatchOptions? options = null,
        IProgress<BatchProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        Stream(
            ScoreItems.Create(requests, SplitterOf(), refused, cancellationToken),
            options,
            progress,
            cancellationToken);

    private IEnumerable<(int Index, ContinuationScore Score)> Stream(
        ScoreItems batch,
        BatchOptions? options,
        IProgress<BatchProgress>? progress,
        CancellationToken cancellationToken)
    {
        ICausalModel model = options?.UsesPrefixCache == false ? Uncached : _model;
        var scorer = new TreeScorer(model, batch.Lengths, options?.MaxBatchSize);
        int done = 0;
        foreach ((int item, ItemScore itemScore) in scorer.Run(batch.Tree, cancellationToken))
        {
            (ContinuationTokens tokens, List<int> requests) = batch[item];
            foreach (int index in requests)
            {
                progress?.Report(new BatchProgress(++done, batch.Count, scorer.TokensRead));
                yield return (index, Join(tokens, itemScore.LogProbabilities, itemScore.IsGreedy));
            }
        }
    }
}

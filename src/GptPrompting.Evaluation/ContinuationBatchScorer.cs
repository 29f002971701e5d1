using GptPrompting.Scoring;

namespace GptPrompting.Evaluation;

/// <summary>
/// How probable a model finds many continuations. <c>LanguageModel.ScoreBatchStreaming</c> is one as it stands; a
/// test's table is another.
/// </summary>
/// <param name="requests">The prompts, each with what is to follow it.</param>
/// <param name="options">How they are read side by side; null is the model's default.</param>
/// <param name="progress">Told after each result; null for nobody.</param>
/// <param name="cancellationToken">Ends the scoring early.</param>
/// <returns>Each request's index and score, once, in any order.</returns>
/// <exception cref="ArgumentException">
/// One of them cannot be scored, for example because it is longer than the model's context. Nothing was scored then.
/// </exception>
public delegate IEnumerable<(int Index, ContinuationScore Score)> ContinuationBatchScorer(
    IEnumerable<ScoreRequest> requests,
    BatchOptions? options = null,
    IProgress<BatchProgress>? progress = null,
    CancellationToken cancellationToken = default);

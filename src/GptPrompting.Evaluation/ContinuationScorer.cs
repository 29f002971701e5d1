using GptPrompting.Scoring;

namespace GptPrompting.Evaluation;

/// <summary>
/// How probable a model finds a continuation after a context. <c>LanguageModel.Score</c> is one as it stands; a test's
/// table is another.
/// </summary>
/// <param name="context">The prompt.</param>
/// <param name="continuation">What is to follow it, one token or more.</param>
/// <param name="cancellationToken">Ends the scoring early.</param>
/// <exception cref="ArgumentException">
/// The two cannot be scored, for example because they are longer than the model's context.
/// </exception>
public delegate ContinuationScore ContinuationScorer(
    string context, string continuation, CancellationToken cancellationToken = default);

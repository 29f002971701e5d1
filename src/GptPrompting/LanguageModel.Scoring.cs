using GptPrompting.Scoring;
using GptPrompting.Tokenization;

namespace GptPrompting;

public sealed partial class LanguageModel
{
    /// <summary>
    /// How probable the model finds a continuation, token by token. Boundaries and sums as in lm-evaluation-harness.
    /// </summary>
    /// <param name="context">
    /// What is conditioned on. Empty is fine: the begin-of-text or end-of-text token stands for it.
    /// </param>
    /// <param name="continuation">What is scored; it begins with its own space where it has one.</param>
    /// <param name="cancellationToken">Ends the call with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">
    /// The continuation has no token of its own, both together are longer than the context length allows, or a text is
    /// no valid Unicode.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public ContinuationScore Score(string context, string continuation, CancellationToken cancellationToken = default)
    {
        ContinuationTokens tokens = SplitterOf()(new ScoreRequest(context, continuation));
        (double[] logProbabilities, bool isGreedy) =
            TokenScorer.Score(_model, tokens.Context, tokens.Continuation, cancellationToken);
        return Join(tokens, logProbabilities, isGreedy);
    }

    /// <returns>What gives the token ids of one call's requests.</returns>
    private Func<ScoreRequest, ContinuationTokens> SplitterOf()
    {
        var parts = new ContextPartFinder(Tokenizer);
        return request =>
        {
            ContinuationTokens tokens = Split(request);
            return request.ContextParts.Count == 0
                ? tokens
                : tokens with { Parts = parts.Find(request.Context, request.ContextParts, tokens) };
        };
    }

    private ContinuationTokens Split(ScoreRequest request)
    {
        (string context, string continuation) = request;
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrEmpty(continuation);
        WholeCharacters.Require(context);
        WholeCharacters.Require(continuation);
        ContinuationTokens tokens = ContinuationTokens.Split(Tokenizer, _prefixId, context, continuation);
        int read = tokens.Context.Length + tokens.Continuation.Length - 1;
        int excess = Math.Max(0, read - ContextLength);
        return excess == 0 ? tokens
            : request.TruncatesContext && excess < tokens.Context.Length ? tokens.WithoutFirst(excess)
            : throw new ArgumentException(
                $"Scoring reads {read} tokens; the model reads at most {ContextLength}.", nameof(context));
    }

    private ContinuationScore Join(ContinuationTokens tokens, double[] logProbabilities, bool isGreedy)
    {
        int at = 0;
        TokenScore[] Next(int[] ids) =>
            [.. ids.Select(id => new TokenScore(id, Tokenizer.TokenText(id), logProbabilities[at++]))];
        ContextPartScore[] parts =
            [.. tokens.Parts.Select(part => new ContextPartScore(Next(part.TokenIds), part.IsBoundaryMerged))];
        return new ContinuationScore
        {
            Tokens = Next(tokens.Continuation),
            IsGreedy = isGreedy,
            IsBoundaryMerged = tokens.IsBoundaryMerged,
            ContextTokenCount = tokens.ContextCount,
            TruncatedTokenCount = tokens.TruncatedCount,
            ContextParts = parts,
        };
    }
}

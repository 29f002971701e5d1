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
        ContinuationTokens tokens = Split(context, continuation);
        (double[] logProbabilities, bool isGreedy) =
            TokenScorer.Score(_model, tokens.Context, tokens.Continuation, cancellationToken);
        return Join(tokens, logProbabilities, isGreedy);
    }

    private ContinuationTokens Split(string context, string continuation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrEmpty(continuation);
        HuggingFaceTokenizer.RefuseLoneSurrogates(context);
        HuggingFaceTokenizer.RefuseLoneSurrogates(continuation);
        ContinuationTokens tokens = ContinuationTokens.Split(Tokenizer, _prefixId, context, continuation);
        int read = tokens.Context.Length + tokens.Continuation.Length - 1;
        return read <= ContextLength
            ? tokens
            : throw new ArgumentException(
                $"Scoring reads {read} tokens; the model reads at most {ContextLength}.", nameof(context));
    }

    private ContinuationScore Join(ContinuationTokens tokens, double[] logProbabilities, bool isGreedy) => new()
    {
        Tokens = [.. tokens.Continuation.Zip(logProbabilities, (id, logProbability) =>
            new TokenScore(id, Tokenizer.TokenText(id), logProbability))],
        IsGreedy = isGreedy,
        IsBoundaryMerged = tokens.IsBoundaryMerged,
    };
}

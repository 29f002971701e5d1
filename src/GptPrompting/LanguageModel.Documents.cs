using System.Text;
using GptPrompting.Scoring;
using GptPrompting.Tokenization;

namespace GptPrompting;

public sealed partial class LanguageModel
{
    /// <summary>
    /// How probable the model finds a text of any length, read by rolling windows; with the default options exactly
    /// those of lm-evaluation-harness. Parameters as for <see cref="ScoreDocumentStreaming"/>.
    /// </summary>
    /// <param name="text">The document; not empty.</param>
    /// <param name="options">How to cut it; null takes whole contexts that do not overlap.</param>
    /// <param name="progress">Is told of each window once it is scored.</param>
    /// <param name="cancellationToken">Ends the call with <see cref="OperationCanceledException"/>.</param>
    /// <returns>Twelve bytes for each token, and the measures.</returns>
    /// <inheritdoc cref="ScoreDocumentStreaming" path="/exception"/>
    public DocumentScore ScoreDocument(
        string text,
        DocumentOptions? options = null,
        IProgress<DocumentWindow>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var ids = new List<int>();
        var logProbabilities = new List<double>();
        int windows = 0;
        foreach (DocumentWindow window in ScoreDocumentStreaming(text, options, cancellationToken))
        {
            ids.AddRange(window.Tokens.Select(token => token.Id));
            logProbabilities.AddRange(window.Tokens.Select(token => token.LogProbability));
            windows = window.WindowCount;
            progress?.Report(window);
        }

        return new DocumentScore
        {
            TokenIds = ids,
            LogProbabilities = logProbabilities,
            WindowCount = windows,
            ByteCount = Encoding.UTF8.GetByteCount(text),
            WordCount = DocumentMetrics.WordCount(text),
        };
    }

    /// <summary>
    /// Scores a text of any length window by window, computing while the result is enumerated. The begin-of-text token,
    /// else the end-of-text token, stands before the first token.
    /// </summary>
    /// <param name="text">The document; not empty.</param>
    /// <param name="options">How to cut it; null takes whole contexts that do not overlap.</param>
    /// <param name="cancellationToken">
    /// Ends the enumeration with <see cref="OperationCanceledException"/>, also within a forward pass.
    /// </param>
    /// <returns>The windows in order; together they hold every token once.</returns>
    /// <exception cref="ArgumentException">
    /// The text is empty or no valid Unicode, the model has no token to stand before it, or an option does not go with
    /// the context length.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public IEnumerable<DocumentWindow> ScoreDocumentStreaming(
        string text, DocumentOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        WholeCharacters.Require(text);
        (int length, int stride) = (options ?? new DocumentOptions()).For(ContextLength);
        int prefix = _prefixId ?? throw new ArgumentException(
            "The model has no begin-of-text or end-of-text token to stand before the first token.", nameof(text));
        int[] ids = [prefix, .. Tokenizer.Encode(text, addSpecialTokens: false)];
        return ids.Length > 1
            ? Windows(ids, length, stride, cancellationToken)
            : throw new ArgumentException("The text is empty; nothing is left to score.", nameof(text));
    }

    private IEnumerable<DocumentWindow> Windows(
        int[] ids, int length, int stride, CancellationToken cancellationToken)
    {
        int tokenCount = ids.Length - 1;
        int count = RollingWindow.Count(tokenCount, length, stride);
        int part = WindowScorer.PartFor(VocabularySize);
        foreach ((int index, RollingWindow window) in RollingWindow.Over(tokenCount, length, stride).Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            int[] targets = ids[(window.End - window.Scored + 1)..(window.End + 1)];
            // A window is read once; keeping it for later calls would only push out what they need.
            double[] logProbabilities = WindowScorer.Score(
                Uncached, ids.AsSpan(window.Start..window.End), targets, part, cancellationToken);
            yield return new DocumentWindow
            {
                Index = index,
                WindowCount = count,
                FirstToken = window.End - window.Scored,
                TokenCount = tokenCount,
                Tokens = [.. targets.Zip(logProbabilities, (id, logProbability) =>
                    new TokenScore(id, Tokenizer.TokenText(id), logProbability))],
            };
        }
    }
}

namespace GptPrompting.Scoring;

/// <summary>
/// How probable a model finds a whole document, read by rolling windows. Definitions as in lm-evaluation-harness.
/// </summary>
public sealed record DocumentScore
{
    /// <summary>The document's tokens, one or more.</summary>
    public required IReadOnlyList<int> TokenIds { get; init; }

    /// <summary>
    /// Natural logarithm of each token's probability given what its window holds before it; as many as token ids.
    /// </summary>
    public required IReadOnlyList<double> LogProbabilities { get; init; }

    /// <summary>How many forward windows the document was read in.</summary>
    public required int WindowCount { get; init; }

    /// <summary>Length of the document in UTF-8.</summary>
    public required int ByteCount { get; init; }

    /// <summary>
    /// Pieces between runs of white space, as Python's <c>re.split(r"\s+", text)</c> counts them.
    /// </summary>
    public required int WordCount { get; init; }

    /// <summary>Sum of the log-probabilities, in nats; at most 0.</summary>
    public double LogLikelihood => LogProbabilities.Sum();

    /// <summary>Mean negative log-probability per token, in nats.</summary>
    public double Loss => -LogLikelihood / TokenIds.Count;

    /// <summary>exp(<see cref="Loss"/>): depends on the tokenizer, unlike the measures per word and byte.</summary>
    public double TokenPerplexity => DocumentMetrics.Perplexity(LogLikelihood, TokenIds.Count);

    /// <summary>exp(-log-likelihood / words).</summary>
    public double WordPerplexity => DocumentMetrics.Perplexity(LogLikelihood, WordCount);

    /// <summary>exp(-log-likelihood / bytes).</summary>
    public double BytePerplexity => DocumentMetrics.Perplexity(LogLikelihood, ByteCount);

    /// <summary>-log-likelihood / bytes / ln 2: what an ideal compressor with this model would need.</summary>
    public double BitsPerByte => DocumentMetrics.BitsPerByte(LogLikelihood, ByteCount);
}

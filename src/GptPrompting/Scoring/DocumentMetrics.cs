namespace GptPrompting.Scoring;

/// <summary>Measures of a scored document, as in lm-evaluation-harness (<c>api/metrics.py</c>).</summary>
internal static class DocumentMetrics
{
    /// <param name="logLikelihood">Sum of the tokens' log-probabilities, in nats.</param>
    /// <param name="units">How many tokens, words or bytes it is spread over; at least 1.</param>
    /// <returns>exp(-log-likelihood / units): 1 for a text that is certain.</returns>
    public static double Perplexity(double logLikelihood, long units) => Math.Exp(-logLikelihood / units);

    /// <returns>-(log-likelihood / bytes) / ln 2.</returns>
    public static double BitsPerByte(double logLikelihood, long bytes) => -logLikelihood / bytes / Math.Log(2);

    /// <returns>
    /// The pieces between runs of white space, as Python's <c>re.split(r"\s+", text)</c> counts them: white space at
    /// an end has an empty piece beyond it.
    /// </returns>
    public static int WordCount(string text)
    {
        int count = 1;
        bool inSpace = false;
        foreach (char c in text)
        {
            bool isSpace = PythonText.IsWhiteSpace(c);
            count += isSpace && !inSpace ? 1 : 0;
            inSpace = isSpace;
        }

        return count;
    }
}

namespace GptPrompting.Models;

/// <summary>Reads of one row of logits, [vocabulary size].</summary>
internal static class Logits
{
    /// <returns>The id of the largest logit; among equal ones the lowest.</returns>
    /// <exception cref="InvalidOperationException">A logit is NaN, or none is finite.</exception>
    public static int IndexOfMax(ReadOnlySpan<float> logits)
    {
        int best = -1;
        float max = float.NegativeInfinity;
        for (int i = 0; i < logits.Length; i++)
        {
            if (logits[i] > max)
            {
                (max, best) = (logits[i], i);
            }
            else if (float.IsNaN(logits[i]))
            {
                throw new InvalidOperationException($"The model gave NaN as the logit of token {i}.");
            }
        }

        return best >= 0 && float.IsFinite(max)
            ? best
            : throw new InvalidOperationException("The model gave no finite largest logit.");
    }

    /// <returns>The natural logarithm of the probability that the softmax gives a token.</returns>
    /// <exception cref="InvalidOperationException">A logit is NaN, or none is finite.</exception>
    public static double LogProbability(ReadOnlySpan<float> logits, int tokenId) =>
        logits[tokenId] - LogSumExp(logits, logits[IndexOfMax(logits)]);

    /// <param name="logits">The row.</param>
    /// <param name="max">Its largest logit, subtracted so that no exponential overflows.</param>
    /// <returns>The logarithm of the sum of exponentials: what turns a logit into a log-probability.</returns>
    public static double LogSumExp(ReadOnlySpan<float> logits, double max)
    {
        double sum = 0;
        foreach (float logit in logits)
        {
            sum += Math.Exp(logit - max);
        }

        return max + Math.Log(sum);
    }
}

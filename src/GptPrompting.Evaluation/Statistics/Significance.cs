using MathNet.Numerics.Distributions;

namespace GptPrompting.Evaluation.Statistics;

/// <summary>How likely a difference is where there is none.</summary>
internal static class Significance
{
    /// <summary>
    /// McNemar's test in its exact form: two-sided binomial with one half (McNemar 1947; Edwards 1948 for the exact
    /// one). Only samples on which the two runs differ speak.
    /// </summary>
    /// <param name="firstOnly">How many samples only the first run has right.</param>
    /// <param name="secondOnly">How many samples only the second run has right.</param>
    /// <returns>The probability of a split at least as uneven, 0 to 1.</returns>
    public static double McNemar(int firstOnly, int secondOnly)
    {
        int differing = firstOnly + secondOnly;
        return differing == 0
            ? 1
            : Math.Min(1, 2 * Binomial.CDF(0.5, differing, Math.Min(firstOnly, secondOnly)));
    }

    /// <summary>Student's t test of a mean difference against 0, two-sided.</summary>
    /// <param name="difference">The mean of the paired differences.</param>
    /// <param name="spread">Its standard error and degrees of freedom.</param>
    /// <returns>The probability of a difference at least as large, 0 to 1.</returns>
    public static double PairedT(double difference, Spread spread)
    {
        if (spread.StandardError <= 0)
        {
            return difference == 0 ? 1 : 0;
        }

        double t = Math.Abs(difference) / spread.StandardError;
        return 2 * StudentT.CDF(0, 1, spread.DegreesOfFreedom, -t);
    }

    /// <summary>
    /// Holm's (1979) step-down correction: compared with 0.05, the results keep the chance that any of the tests errs
    /// below 5 %.
    /// </summary>
    /// <param name="probabilities">One p-value for each test.</param>
    /// <returns>The adjusted ones in the same order, none above 1.</returns>
    public static double[] Holm(IReadOnlyList<double> probabilities)
    {
        var adjusted = new double[probabilities.Count];
        double largest = 0;
        int[] ascending = [.. Enumerable.Range(0, probabilities.Count).OrderBy(i => probabilities[i])];
        for (int rank = 0; rank < ascending.Length; rank++)
        {
            largest = Math.Max(largest, probabilities[ascending[rank]] * (ascending.Length - rank));
            adjusted[ascending[rank]] = Math.Min(1, largest);
        }

        return adjusted;
    }
}

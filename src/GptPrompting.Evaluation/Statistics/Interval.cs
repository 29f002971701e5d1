using MathNet.Numerics.Distributions;

namespace GptPrompting.Evaluation.Statistics;

/// <summary>A 95 % confidence interval.</summary>
internal readonly record struct Interval(double Low, double High)
{
    /// <summary>The share of intervals that hold the true value.</summary>
    public const double Level = 0.95;

    private const double UpperTail = (1 + Level) / 2;

    /// <summary>Student's interval of an estimate.</summary>
    /// <param name="estimate">Such as a mean.</param>
    /// <param name="spread">Its standard error and degrees of freedom.</param>
    public static Interval StudentT(double estimate, Spread spread)
    {
        double reach = Quantile(spread.DegreesOfFreedom) * spread.StandardError;
        return new Interval(estimate - reach, estimate + reach);
    }

    /// <summary>
    /// Wilson's score interval of a proportion (Wilson 1927; recommended by Brown, Cai and DasGupta 2001).
    /// </summary>
    /// <param name="proportion">The share of hits, 0 to 1.</param>
    /// <param name="count">Of how many independent draws.</param>
    public static Interval Wilson(double proportion, double count) =>
        Wilson(proportion, count, Normal.InvCDF(0, 1, UpperTail));

    /// <summary>
    /// Wilson's interval where draws hang together: the count is replaced by that of independent draws with the same
    /// standard error, and the normal quantile by Student's (Korn and Graubard 1998; Dean and Pagano 2015).
    /// </summary>
    /// <param name="proportion">The share of hits, 0 to 1.</param>
    /// <param name="spread">Its standard error and degrees of freedom.</param>
    /// <param name="unitCount">How many draws count where the standard error is 0 because all agree.</param>
    public static Interval WilsonOfSpread(double proportion, Spread spread, int unitCount)
    {
        double variance = spread.StandardError * spread.StandardError;
        double count = variance > 0 ? proportion * (1 - proportion) / variance : unitCount;
        return count > 0
            ? Wilson(proportion, count, Quantile(spread.DegreesOfFreedom))
            : StudentT(proportion, spread);
    }

    private static double Quantile(double degreesOfFreedom) =>
        MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, degreesOfFreedom, UpperTail);

    private static Interval Wilson(double proportion, double count, double quantile)
    {
        double square = quantile * quantile / count;
        double center = (proportion + (square / 2)) / (1 + square);
        double reach = Math.Sqrt((proportion * (1 - proportion) * square) + (square * square / 4)) / (1 + square);

        // Rounding may not leave the observed proportion outside.
        return new Interval(
            proportion <= 0 ? 0 : Math.Max(0, center - reach), proportion >= 1 ? 1 : Math.Min(1, center + reach));
    }
}

namespace GptPrompting.Evaluation.Statistics;

/// <summary>How two quantities go together.</summary>
internal static class Correlation
{
    /// <summary>Pearson's coefficient (1895).</summary>
    /// <returns>-1 to 1; null where either is constant.</returns>
    public static double? Pearson(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        if (IsConstant(first) || IsConstant(second))
        {
            return null;
        }

        double coefficient = MathNet.Numerics.Statistics.Correlation.Pearson(first, second);
        return double.IsFinite(coefficient) ? Math.Clamp(coefficient, -1, 1) : null;
    }

    // Asked of the values: a variance that is 0 may come out a little above it.
    private static bool IsConstant(IReadOnlyList<double> values) => values.Distinct().Take(2).Count() < 2;
}

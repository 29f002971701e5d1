namespace GptPrompting.Evaluation.Statistics;

/// <summary>How two quantities go together.</summary>
internal static class Correlation
{
    /// <summary>Pearson's coefficient (1895).</summary>
    /// <returns>-1 to 1; null where either is constant.</returns>
    public static double? Pearson(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        // Of constant values it is 0 / 0.
        double coefficient = MathNet.Numerics.Statistics.Correlation.Pearson(first, second);
        return double.IsFinite(coefficient) ? Math.Clamp(coefficient, -1, 1) : null;
    }
}

namespace GptPrompting.Evaluation;

/// <summary>Figures over many samples. Pure functions of plain numbers; none of them knows a model.</summary>
public static class ShotsMeans
{
    /// <summary>The arithmetic mean; null for no values, because there is none then.</summary>
    public static double? Mean(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Count == 0 ? null : values.Sum() / values.Count;
    }

    /// <summary>
    /// Standard error of the mean: the sample standard deviation (n - 1 in the denominator) over the root of n, as
    /// lm-evaluation-harness computes it. Null for fewer than two values.
    /// </summary>
    public static double? StandardError(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count < 2)
        {
            return null;
        }

        double mean = values.Sum() / values.Count;
        double squares = values.Sum(value => (value - mean) * (value - mean));
        return Math.Sqrt(squares / (values.Count - 1) / values.Count);
    }
}

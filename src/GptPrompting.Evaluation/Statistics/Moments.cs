using GptPrompting.Evaluation.Parity;

namespace GptPrompting.Evaluation.Statistics;

/// <summary>
/// Mean, deviation and standard error in the order of operations of lm-evaluation-harness (<c>api/metrics.py</c>), so
/// that they agree to the last bit.
/// </summary>
internal static class Moments
{
    /// <summary><c>mean</c>: the sum over the count.</summary>
    /// <param name="values">At least one.</param>
    public static double Mean(IReadOnlyList<double> values) => PythonNumbers.Sum(values) / values.Count;

    /// <summary><c>sample_stddev</c>: n - 1 in the denominator.</summary>
    /// <param name="values">At least two.</param>
    public static double SampleDeviation(IReadOnlyList<double> values)
    {
        double mean = Mean(values);
        double[] squares = [.. values.Select(value => PythonNumbers.Square(value - mean))];
        return Math.Sqrt(PythonNumbers.Sum(squares) / (values.Count - 1));
    }

    /// <summary><c>mean_stderr</c>: the deviation over the root of the count.</summary>
    /// <returns>Null for fewer than two values.</returns>
    public static double? StandardError(IReadOnlyList<double> values) =>
        values.Count < 2 ? null : SampleDeviation(values) / Math.Sqrt(values.Count);

    /// <summary><c>pooled_sample_stderr</c>: that of a mean over groups, from those of the groups.</summary>
    /// <param name="errors">The groups' standard errors.</param>
    /// <param name="sizes">How many samples each has.</param>
    public static double PooledStandardError(IReadOnlyList<double> errors, IReadOnlyList<int> sizes)
    {
        double[] parts = [.. errors.Zip(sizes, (error, size) => (size - 1) * PythonNumbers.Square(error) * size)];
        int total = sizes.Sum();
        return Math.Sqrt(PythonNumbers.Sum(parts) / (total - sizes.Count) / total);
    }
}

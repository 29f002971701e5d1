namespace GptPrompting.Benchmarks.Measuring;

internal static class Median
{
    /// <returns>The middle value, or the mean of the two in the middle.</returns>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

namespace GptPrompting.Evaluation.Results;

/// <summary>In which order reports show results, whenever each came, and which of them are looked at first.</summary>
internal static class SampleOrder
{
    /// <summary>By task as in the report, shots, seed, variant, and place in the data.</summary>
    public static IEnumerable<SampleResult> Sort(IReadOnlyList<string> tasks, IEnumerable<SampleResult> results)
    {
        Dictionary<string, int> places = tasks.Distinct(StringComparer.Ordinal).Index()
            .ToDictionary(task => task.Item, task => task.Index, StringComparer.Ordinal);
        return results.OrderBy(result => places.GetValueOrDefault(result.Task, int.MaxValue))
            .ThenBy(result => result.Task, StringComparer.Ordinal)
            .ThenBy(result => result.Shots)
            .ThenBy(result => result.Seed)
            .ThenBy(result => result.Variant, StringComparer.Ordinal)
            .ThenBy(result => result.Index)
            .ThenBy(result => result.Sample, StringComparer.Ordinal);
    }

    /// <returns>Every index once: the worst, one at random, the second worst, one at random, and so on.</returns>
    public static IEnumerable<int> ByInterest(IReadOnlyList<SampleResult> results, int seed)
    {
        int[] worst = [.. Enumerable.Range(0, results.Count).OrderByDescending(i => Badness(results[i]))];
        int[] any = [.. Enumerable.Range(0, results.Count)];
        new Random(seed).Shuffle(any);
        return worst.Zip(any, (first, second) => new[] { first, second }).SelectMany(pair => pair).Distinct();
    }

    // Generated texts have no loss; those that miss come before those that hit.
    private static double Badness(SampleResult result) =>
        result.Loss ?? (result.Metrics.Count > 0 ? 1 - result.Metrics.Values.Min() : double.NegativeInfinity);
}

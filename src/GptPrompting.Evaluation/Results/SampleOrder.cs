namespace GptPrompting.Evaluation.Results;

/// <summary>In which order reports show results, whenever each came, and which of them are looked at first.</summary>
internal static class SampleOrder
{
    /// <summary>By task as in the report, shots, seed, variant, and place in the data.</summary>
    /// <param name="tasks">The tasks in the report's order.</param>
    /// <param name="items">What is sorted.</param>
    /// <param name="numbers">The result that an item is about.</param>
    public static IEnumerable<T> Sort<T>(
        IReadOnlyList<string> tasks, IEnumerable<T> items, Func<T, ResultNumbers> numbers)
    {
        Dictionary<string, int> places = tasks.Distinct(StringComparer.Ordinal).Index()
            .ToDictionary(task => task.Item, task => task.Index, StringComparer.Ordinal);
        return items.OrderBy(item => places.GetValueOrDefault(numbers(item).Key.Task, int.MaxValue))
            .ThenBy(item => numbers(item).Key.Task, StringComparer.Ordinal)
            .ThenBy(item => numbers(item).Key.Shots)
            .ThenBy(item => numbers(item).Key.Seed)
            .ThenBy(item => numbers(item).Key.Variant, StringComparer.Ordinal)
            .ThenBy(item => numbers(item).Index)
            .ThenBy(item => numbers(item).Key.Sample, StringComparer.Ordinal);
    }

    /// <returns>Every index once: the worst, one at random, the second worst, one at random, and so on.</returns>
    public static IEnumerable<int> ByInterest(IReadOnlyList<ResultNumbers> results, int seed)
    {
        int[] worst = [.. Enumerable.Range(0, results.Count).OrderByDescending(i => Badness(results[i]))];
        int[] any = [.. Enumerable.Range(0, results.Count)];
        new Random(seed).Shuffle(any);
        return worst.Zip(any, (first, second) => new[] { first, second }).SelectMany(pair => pair).Distinct();
    }

    // Generated texts have no loss; those that miss come before those that hit.
    private static double Badness(ResultNumbers result) =>
        result.Loss ?? (result.Metrics.Count > 0 ? 1 - result.Metrics.Min() : double.NegativeInfinity);
}

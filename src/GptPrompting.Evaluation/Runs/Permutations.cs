namespace GptPrompting.Evaluation.Runs;

/// <summary>Orders of a few things.</summary>
internal static class Permutations
{
    // 12! is the largest factorial that an int holds.
    private const int MostCounted = 12;

    /// <summary>
    /// All orders in lexicographic sequence where there are at most <paramref name="most"/>; else that many different
    /// ones, the given order first, the rest by a seed alone, on every platform.
    /// </summary>
    /// <param name="count">How many things, at least 2.</param>
    /// <param name="most">How many orders, at least 1.</param>
    /// <param name="seed">Decides which.</param>
    public static IReadOnlyList<int[]> Of(int count, int most, int seed)
    {
        int[] given = [.. Enumerable.Range(0, count)];
        return AreAll(count, most) ? [.. All(given)] : Drawn(given, most, seed);
    }

    /// <summary>Whether there are not more orders than that, so that no seed decides.</summary>
    public static bool AreAll(int count, int most) => count <= MostCounted && Factorial(count) <= most;

    private static int Factorial(int count) => Enumerable.Range(1, count).Aggregate(1, (product, i) => product * i);

    private static IEnumerable<int[]> All(int[] rest) => rest.Length <= 1
        ? [rest]
        : rest.SelectMany(
            first => All([.. rest.Where(other => other != first)]), (first, order) => (int[])[first, .. order]);

    private static List<int[]> Drawn(int[] given, int most, int seed)
    {
        var orders = new List<int[]> { given };
        var known = new HashSet<string>(StringComparer.Ordinal) { string.Join(',', given) };
        for (int draw = 0; orders.Count < most; draw++)
        {
            int[] order = RandomStream.Places(given.Length, unchecked((seed * 1_000_003) + draw));
            if (known.Add(string.Join(',', order)))
            {
                orders.Add(order);
            }
        }

        return orders;
    }
}

using System.Globalization;
using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Metrics;

/// <summary>What the order of demonstrations changes, from the results of <c>order:...</c> variants.</summary>
internal static class OrderAggregation
{
    private const string Prefix = "order:";

    /// <param name="results">
    /// All results of a task. The plain prompts are the order 0, 1, 2, ... where no variant is. Orders are compared on
    /// the samples that have a loss in each of them.
    /// </param>
    /// <returns>The orders of each number of shots and seed, in that order.</returns>
    public static IReadOnlyList<OrderFigures> Figures(IReadOnlyList<ResultNumbers> results)
    {
        ResultNumbers[] scored = [.. results.Where(result => result is { Failure: null, Loss: not null })];
        ILookup<(int, int), ResultNumbers> plain = scored.Where(result => result.Key.Variant.Length == 0)
            .ToLookup(result => (result.Key.Shots, result.Key.Seed));
        return [.. scored
            .Where(result => result.Key.Variant.StartsWith(Prefix, StringComparison.Ordinal))
            .GroupBy(result => (result.Key.Shots, result.Key.Seed))
            .OrderBy(group => group.Key)
            .Select(group => Figures(group.Key, [.. group], [.. plain[group.Key]]))
            .OfType<OrderFigures>()];
    }

    private static OrderFigures? Figures(
        (int Shots, int Seed) key, ResultNumbers[] variants, ResultNumbers[] plain)
    {
        Dictionary<string, ResultNumbers[]> orders = variants
            .GroupBy(result => result.Key.Variant[Prefix.Length..])
            .ToDictionary(group => group.Key, group => group.ToArray());
        string asGiven = string.Join(',', Enumerable.Range(0, PlacesOf(orders.Keys.First()).Length));
        if (plain.Length > 0)
        {
            orders.TryAdd(asGiven, plain);
        }

        HashSet<string> samples = [.. orders.Values.First().Select(result => result.Key.Sample)];
        foreach (ResultNumbers[] order in orders.Values)
        {
            samples.IntersectWith(order.Select(result => result.Key.Sample));
        }

        return samples.Count == 0 ? null : new OrderFigures
        {
            Shots = key.Shots,
            Seed = key.Seed,
            Orders = [.. orders.OrderBy(order => order.Key, PlacesComparer).Select(order => Figure(
                order.Key, [.. order.Value.Where(result => samples.Contains(result.Key.Sample))
                    .OrderBy(result => result.Index)]))],
        };
    }

    private static Comparer<string> PlacesComparer { get; } = Comparer<string>.Create((left, right) =>
        PlacesOf(left).AsSpan().SequenceCompareTo(PlacesOf(right)));

    private static int[] PlacesOf(string order) =>
        [.. order.Split(',').Select(place => int.Parse(place, NumberStyles.None, CultureInfo.InvariantCulture))];

    private static OrderFigure Figure(string order, ResultNumbers[] results)
    {
        ResultNumbers[] labelled = [.. results.Where(result => result is { Gold: not null, Predicted: not null })];
        return new OrderFigure
        {
            Order = PlacesOf(order),
            Loss = results.Average(result => result.Loss!.Value),
            Accuracy = labelled.Length == 0 ? null
                : labelled.Average(result => result.Gold == result.Predicted ? 1.0 : 0.0),
        };
    }
}

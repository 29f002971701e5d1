using System.Globalization;
using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Statistics;

namespace GptPrompting.Evaluation.Metrics;

/// <summary>What leaving one demonstration out changes, from the results of <c>without:I</c> variants.</summary>
internal static class InfluenceAggregation
{
    private const string Prefix = "without:";

    /// <param name="results">All results of a task; those without a loss are left out.</param>
    /// <returns>One figure for each number of shots, seed and place, in that order.</returns>
    public static IReadOnlyList<InfluenceFigure> Figures(IReadOnlyList<ResultNumbers> results)
    {
        // The whole prompt shows one demonstration more than the one that lacks it.
        ILookup<(string, int, int), ResultNumbers> whole = results.Where(result => result is
        {
            Key.Variant: "", Failure: null, Loss: not null,
        }).ToLookup(result => (result.Key.Sample, result.Key.Seed, result.Shown.Count));
        return [.. results
            .Where(result => result is { Failure: null, Loss: not null })
            .Where(result => result.Key.Variant.StartsWith(Prefix, StringComparison.Ordinal))
            .SelectMany(less => whole[(less.Key.Sample, less.Key.Seed, less.Shown.Count + 1)].Take(1)
                .Select(all => (All: all, Less: less, Index: IndexOf(less))))
            .GroupBy(pair => (pair.All.Key.Shots, pair.All.Key.Seed, pair.Index))
            .OrderBy(group => group.Key)
            .Select(group => Figure(group.Key, [.. group.OrderBy(pair => pair.All.Index)]))];
    }

    private static int IndexOf(ResultNumbers result) =>
        int.Parse(result.Key.Variant.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture);

    private static InfluenceFigure Figure(
        (int Shots, int Seed, int Index) key, (ResultNumbers All, ResultNumbers Less, int Index)[] pairs)
    {
        double[] changes = [.. pairs.Select(pair => pair.Less.Loss!.Value - pair.All.Loss!.Value)];
        double mean = Moments.Mean(changes);
        Spread? spread = CrossedEffects.Of([.. pairs.Zip(
            changes, (pair, change) => new Deviation(change - mean, Metric.UnitOf(pair.All), key.Seed))]);
        Interval? interval = spread is null ? null : Interval.StudentT(mean, spread);
        string[] shown = [.. pairs.Select(pair => pair.All.Shown[key.Index]).Distinct().Take(2)];
        return new InfluenceFigure
        {
            Shots = key.Shots,
            Seed = key.Seed,
            Index = key.Index,
            Demonstration = shown.Length == 1 ? shown[0] : null,
            Count = pairs.Length,
            LossChange = mean,
            Low = interval?.Low,
            High = interval?.High,
        };
    }
}

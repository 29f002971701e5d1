namespace GptPrompting.Evaluation.Statistics;

/// <summary>
/// The standard error of an estimate over samples (or clusters of them) and seeds, both of them random draws.
/// </summary>
/// <remarks>
/// <para>
/// With one seed it is the cluster-robust error of a mean with the correction G / (G - 1) for G clusters (Liang and
/// Zeger 1986; Miller 2024, Adding Error Bars to Evals, section 2.2); where every sample is its own cluster, that is
/// the deviation over the root of n.
/// </para>
/// <para>
/// With several seeds the results are a two-way layout: result = mean + sample + seed + rest. The variance of the mean
/// is that over samples, plus that over seeds, less the rest, which both of them hold (two-way ANOVA estimators:
/// Searle, Casella and McCulloch 1992, Variance Components, chapter 4; the same sum for clusters: Cameron, Gelbach and
/// Miller 2011), with Satterthwaite's (1946) degrees of freedom.
/// </para>
/// </remarks>
internal static class CrossedEffects
{
    /// <param name="deviations">One for each result.</param>
    /// <returns>Null where neither samples nor seeds are two.</returns>
    public static Spread? Of(IReadOnlyList<Deviation> deviations)
    {
        Cell[] cells = [.. deviations.GroupBy(each => (each.Unit, each.Seed))
            .Select(group => new Cell(group.Key.Unit, group.Key.Seed, group.Sum(each => each.Value), group.Count()))];
        Margin<string> units = Margin<string>.Of(cells, cell => cell.Unit);
        Margin<int> seeds = Margin<int>.Of(cells, cell => cell.Seed);
        double total = deviations.Count;
        if (units.Count < 2 || seeds.Count < 2)
        {
            Component? only = units.Component(total) ?? seeds.Component(total);
            return only is { } component ? new Spread(Math.Sqrt(component.Variance), component.Degrees) : null;
        }

        return Sum(units.Component(total)!.Value, seeds.Component(total)!.Value, Rest(cells, units, seeds, total));
    }

    // A share that comes out negative is no share: what is left is the other draw alone.
    private static Spread Sum(Component units, Component seeds, Component rest)
    {
        if (seeds.Variance <= rest.Variance || units.Variance <= rest.Variance)
        {
            Component larger = units.Variance >= seeds.Variance ? units : seeds;
            return new Spread(Math.Sqrt(larger.Variance), larger.Degrees);
        }

        double variance = units.Variance + seeds.Variance - rest.Variance;
        double degrees = variance * variance / (units.Weight + seeds.Weight + rest.Weight);
        return new Spread(Math.Sqrt(variance), Math.Max(1, degrees));
    }

    private static Component Rest(Cell[] cells, Margin<string> units, Margin<int> seeds, double total)
    {
        int degrees = cells.Length - units.Count - seeds.Count + 1;
        double squares = cells.Sum(cell =>
        {
            double expected = (units.Mean(cell.Unit) + seeds.Mean(cell.Seed)) * cell.Count;
            return (cell.Sum - expected) * (cell.Sum - expected);
        });
        return degrees < 1 ? default : new Component(squares * cells.Length / degrees / (total * total), degrees);
    }

    private readonly record struct Cell(string Unit, int Seed, double Sum, int Count);

    private readonly record struct Component(double Variance, double Degrees)
    {
        public double Weight => Degrees > 0 ? Variance * Variance / Degrees : 0;
    }

    private sealed class Margin<T>(Dictionary<T, (double Sum, int Count)> sums)
        where T : notnull
    {
        public int Count => sums.Count;

        public static Margin<T> Of(Cell[] cells, Func<Cell, T> key) => new(cells.GroupBy(key).ToDictionary(
            group => group.Key, group => (group.Sum(cell => cell.Sum), group.Sum(cell => cell.Count))));

        public double Mean(T key) => sums[key].Sum / sums[key].Count;

        public Component? Component(double total) => Count < 2 ? null : new Component(
            sums.Values.Sum(each => each.Sum * each.Sum) * Count / (Count - 1) / (total * total), Count - 1);
    }
}

using GptPrompting.Evaluation.Parity;
using GptPrompting.Evaluation.Statistics;

namespace GptPrompting.Evaluation.Metrics;

/// <summary>A function of the sum of the parts over that of their weights: with weights of 1, of their mean.</summary>
/// <param name="function">From the ratio to the figure; monotonic.</param>
/// <param name="slope">From the ratio to the function's derivative.</param>
internal sealed class RatioAggregate(Func<double, double> function, Func<double, double> slope) : Aggregate
{
    /// <summary>The mean itself (<c>mean</c>).</summary>
    public static RatioAggregate Mean { get; } = new(ratio => ratio, _ => 1);

    /// <summary>exp(-ratio) (<c>perplexity</c>, <c>weighted_perplexity</c>).</summary>
    public static RatioAggregate Perplexity { get; } = new(ratio => Math.Exp(-ratio), ratio => -Math.Exp(-ratio));

    /// <summary>-ratio / ln 2 (<c>bits_per_byte</c>).</summary>
    public static RatioAggregate Bits { get; } = new(ratio => -ratio / Math.Log(2), _ => -1 / Math.Log(2));

    public override double Value(IReadOnlyList<Observation> observations) => function(Ratio(observations));

    /// <summary>The figure of the values at some places, where every weight is 1.</summary>
    public double ValueAt(double[] values, int[] places)
    {
        double sum = 0;
        foreach (int place in places)
        {
            sum += values[place];
        }

        return function(sum / places.Length);
    }

    // Linearised ratio: (value - ratio · weight) / mean weight (Cochran 1977, Sampling Techniques, section 2.11).
    public override double[] Influences(IReadOnlyList<Observation> observations)
    {
        double ratio = Ratio(observations);
        double scale = slope(ratio) / observations.Average(each => each.Weight);
        return [.. observations.Select(each => (each.Value - (ratio * each.Weight)) * scale)];
    }

    // The ratio's own interval, carried over by the function: it stays on the possible side, as exp above 0.
    public override Interval IntervalOf(IReadOnlyList<Observation> observations, Spread spread)
    {
        double ratio = Ratio(observations);
        Interval ends = Interval.StudentT(
            ratio, spread with { StandardError = spread.StandardError / Math.Abs(slope(ratio)) });
        double low = function(ends.Low);
        double high = function(ends.High);
        return new Interval(Math.Min(low, high), Math.Max(low, high));
    }

    private static double Ratio(IReadOnlyList<Observation> observations) =>
        PythonNumbers.Sum([.. observations.Select(each => each.Value)])
        / PythonNumbers.Sum([.. observations.Select(each => each.Weight)]);
}

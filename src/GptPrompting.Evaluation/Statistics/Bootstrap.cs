using GptPrompting.Evaluation.Parity;

namespace GptPrompting.Evaluation.Statistics;

/// <summary>Draws from results as if they were the population (Efron 1979).</summary>
internal static class Bootstrap
{
    /// <summary>How many draws lm-evaluation-harness takes (<c>bootstrap_iters</c>).</summary>
    public const int HarnessDraws = 100_000;

    private const int ChunkSize = 1000;
    private const int IntervalDraws = 10_000;

    /// <summary>
    /// <c>bootstrap_stderr</c> of lm-evaluation-harness: chunks of 1,000 draws, chunk i with Python's
    /// <c>Random(i).choices</c>, then the sample deviation of all statistics. The same numbers, bit for bit.
    /// </summary>
    /// <param name="count">How many results there are, at least one.</param>
    /// <param name="statistic">From the places drawn to the statistic; called from several threads.</param>
    /// <param name="drawCount">How many draws, a multiple of 1,000.</param>
    public static double StandardError(int count, Func<int[], double> statistic, int drawCount = HarnessDraws)
    {
        var statistics = new double[drawCount / ChunkSize * ChunkSize];
        Parallel.For(0, drawCount / ChunkSize, chunk =>
        {
            var random = new PythonRandom(chunk);
            var places = new int[count];
            for (int draw = 0; draw < ChunkSize; draw++)
            {
                random.Choose(count, places);
                statistics[(chunk * ChunkSize) + draw] = statistic(places);
            }
        });
        return Moments.SampleDeviation(statistics);
    }

    /// <summary>
    /// The percentile interval of a mean: 10,000 times as many units as there are, drawn with replacement, and the 2.5
    /// % and 97.5 % quantiles of their means.
    /// </summary>
    /// <param name="units">For each unit that is drawn at once the sum and the count of its values.</param>
    /// <param name="seed">Decides what is drawn.</param>
    /// <returns>Null for fewer than two units.</returns>
    public static Interval? OfMean(IReadOnlyList<(double Sum, int Count)> units, int seed)
    {
        if (units.Count < 2)
        {
            return null;
        }

        var random = new PythonRandom(seed);
        var places = new int[units.Count];
        var means = new double[IntervalDraws];
        for (int draw = 0; draw < IntervalDraws; draw++)
        {
            random.Choose(units.Count, places);
            means[draw] = places.Sum(place => units[place].Sum) / places.Sum(place => units[place].Count);
        }

        Array.Sort(means);
        return new Interval(Quantile(means, (1 - Interval.Level) / 2), Quantile(means, (1 + Interval.Level) / 2));
    }

    // Type 7 of Hyndman and Fan (1996), the default of R and NumPy.
    private static double Quantile(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        double step = below + 1 < sorted.Length ? sorted[below + 1] - sorted[below] : 0;
        return sorted[below] + ((place - below) * step);
    }
}

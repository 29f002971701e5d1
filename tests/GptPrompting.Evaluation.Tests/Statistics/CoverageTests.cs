using GptPrompting.Evaluation.Parity;
using GptPrompting.Evaluation.Statistics;

namespace GptPrompting.Evaluation.Tests.Statistics;

/// <summary>95 % intervals hold the truth in 94 to 96 % of 10,000 simulated runs.</summary>
public sealed class CoverageTests
{
    private const int RunCount = 10_000;

    [Theory]
    [InlineData(5)]
    [InlineData(30)]
    public void StudentT_OfNormalSamples_Covers(int count)
    {
        var random = new PythonRandom(count);

        AssertCovers(0, () => Interval(
            [.. Enumerable.Range(0, count).Select(i => (i, 0, Normal(random)))]));
    }

    // The coverage at one proportion jumps with it, because counts are whole: it is near 95 % on average over them.
    [Theory]
    [InlineData(20)]
    [InlineData(100)]
    [InlineData(500)]
    public void Wilson_OverAllProportions_Covers(int count)
    {
        var random = new PythonRandom(count);

        int covered = Enumerable.Range(0, RunCount).Count(_ =>
        {
            double proportion = 0.05 + (0.9 * random.NextDouble());
            int hits = Enumerable.Range(0, count).Count(_ => random.NextDouble() < proportion);
            Interval interval = Evaluation.Statistics.Interval.Wilson((double)hits / count, count);
            return interval.Low <= proportion && proportion <= interval.High;
        });

        Assert.InRange(covered, 0.94 * RunCount, 0.96 * RunCount);
    }

    // Documents with one to four questions, whose results have half their variance in common.
    [Fact]
    public void CrossedEffects_OfClusters_Covers()
    {
        var random = new PythonRandom(1);

        AssertCovers(0, () => Interval([.. Enumerable.Range(0, 40).SelectMany(cluster =>
        {
            double effect = Normal(random);
            return Enumerable.Range(0, 1 + (cluster % 4)).Select(_ => (cluster, 0, effect + Normal(random))).ToArray();
        })]));
    }

    [Theory]
    [InlineData(30, 3, 0.2)]
    [InlineData(30, 5, 0.0)]
    [InlineData(30, 5, 0.2)]
    [InlineData(30, 5, 0.5)]
    [InlineData(30, 10, 0.1)]
    public void CrossedEffects_OfSamplesAndSeeds_Covers(int samples, int seeds, double seedDeviation)
    {
        var random = new PythonRandom(samples + seeds);

        AssertCovers(0, () =>
        {
            double[] ofSample = [.. Enumerable.Range(0, samples).Select(_ => Normal(random))];
            double[] ofSeed = [.. Enumerable.Range(0, seeds).Select(_ => seedDeviation * Normal(random))];
            return Interval([.. ofSample.SelectMany((sample, i) =>
                ofSeed.Select((seed, j) => (i, j, sample + seed + Normal(random))))]);
        });
    }

    private static void AssertCovers(double truth, Func<Interval> run)
    {
        int covered = Enumerable.Range(0, RunCount).Count(_ =>
        {
            Interval interval = run();
            return interval.Low <= truth && truth <= interval.High;
        });

        Assert.InRange(covered, 0.94 * RunCount, 0.96 * RunCount);
    }

    private static readonly string[] Units = [.. Enumerable.Range(0, 500).Select(i => $"{i}")];

    private static Interval Interval((int Unit, int Seed, double Value)[] values)
    {
        double mean = values.Average(each => each.Value);
        Spread spread = CrossedEffects.Of(
            [.. values.Select(each => new Deviation(each.Value - mean, Units[each.Unit], each.Seed))])!;
        return Evaluation.Statistics.Interval.StudentT(mean, spread);
    }

    // Box and Muller 1958.
    private static double Normal(PythonRandom random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

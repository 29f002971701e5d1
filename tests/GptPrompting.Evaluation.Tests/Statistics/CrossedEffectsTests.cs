using GptPrompting.Evaluation.Statistics;

namespace GptPrompting.Evaluation.Tests.Statistics;

public sealed class CrossedEffectsTests
{
    // Deviations from 2.5 squared: 5; 5 / 3 / 4 = 0.41667; its root 0.6454972.
    [Fact]
    public void Of_OneSeed_IsTheDeviationOverTheRootOfN()
    {
        Spread spread = Of(("a", 1, 1), ("b", 1, 2), ("c", 1, 3), ("d", 1, 4));

        Assert.Equal(0.6454972243679028, spread.StandardError, 12);
        Assert.Equal(3, spread.DegreesOfFreedom);
    }

    // Sums of the clusters' deviations: -2 and 2; (4 + 4) · 2 / 1 / 4² = 1.
    [Fact]
    public void Of_Clusters_CountsEachAsOneDraw()
    {
        Spread spread = Of(("a", 1, 1), ("a", 1, 1), ("b", 1, 3), ("b", 1, 3));

        Assert.Equal(1, spread.StandardError, 12);
        Assert.Equal(1, spread.DegreesOfFreedom);
    }

    // Two-way table 1 2 / 3 6 / 5 7: mean squares 10.5 of samples, 6 of seeds, 0.5 of the rest. (10.5 + 6 - 0.5) / 6 =
    // 2.6667; degrees as MixedDegreesTests has them.
    [Fact]
    public void Of_SamplesAndSeeds_IsTheAnovaEstimate()
    {
        Spread spread = Of(("a", 1, 1), ("a", 2, 2), ("b", 1, 3), ("b", 2, 6), ("c", 1, 5), ("c", 2, 7));

        Assert.Equal(1.6329931618554521, spread.StandardError, 12);
        Assert.Equal(1.2251693349, spread.DegreesOfFreedom, 9);
    }

    // Without demonstrations seeds change nothing: two results of a sample are one draw. 5 / 3 / 4 as above.
    [Fact]
    public void Of_SeedsThatChangeNothing_IsThatOfOneSeed()
    {
        Spread spread = Of([.. Enumerable.Range(1, 4).SelectMany(i =>
            new[] { ($"{i}", 1, (double)i), ($"{i}", 2, i) })]);

        Assert.Equal(0.6454972243679028, spread.StandardError, 12);
        Assert.Equal(3, spread.DegreesOfFreedom, 9);
    }

    // Samples that do not differ: the seeds' means 1 and 3 alone; 2 / 1 / 2 = 1.
    [Fact]
    public void Of_OneSample_IsThatOfSeeds()
    {
        Spread spread = Of(("a", 1, 1), ("a", 2, 3));

        Assert.Equal(1, spread.StandardError, 12);
        Assert.Equal(1, spread.DegreesOfFreedom);
    }

    [Fact]
    public void Of_OneResult_IsNull() => Assert.Null(CrossedEffects.Of([new Deviation(0, "a", 1)]));

    private static Spread Of(params (string Unit, int Seed, double Value)[] values)
    {
        double mean = values.Average(each => each.Value);
        return CrossedEffects.Of(
            [.. values.Select(each => new Deviation(each.Value - mean, each.Unit, each.Seed))])!;
    }
}

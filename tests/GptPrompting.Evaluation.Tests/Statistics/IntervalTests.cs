using GptPrompting.Evaluation.Statistics;

namespace GptPrompting.Evaluation.Tests.Statistics;

public sealed class IntervalTests
{
    // Quantiles of Student's t at 0.975: the usual table (12.706, 2.776, 2.262, 1.980, and 1.960 of the normal).
    [Theory]
    [InlineData(1, 12.706204736)]
    [InlineData(4, 2.776445105)]
    [InlineData(9, 2.262157163)]
    [InlineData(120, 1.979930405)]
    [InlineData(1e7, 1.95996423)]
    public void StudentT_OfDegrees_ReachesTheTablesQuantile(double degrees, double quantile)
    {
        Interval interval = Interval.StudentT(10, new Spread(2, degrees));

        Assert.Equal(10 + (2 * quantile), interval.High, 7);
        Assert.Equal(10 - (2 * quantile), interval.Low, 7);
    }

    // z = 1.959964, z²/n = 0.3841459: center (0.1 + 0.1920729) / 1.3841459, reach √(0.09 · 0.3841459 + 0.0368920) over
    // the same: 0.2110131 ± 0.1931369.
    [Fact]
    public void Wilson_OneHitInTen_IsAsWorkedByHand()
    {
        Interval interval = Interval.Wilson(0.1, 10);

        Assert.Equal(0.0178762, interval.Low, 6);
        Assert.Equal(0.4041500, interval.High, 6);
    }

    // With no hit in n the upper end is z² / (n + z²).
    [Fact]
    public void Wilson_NoHit_BeginsAtZero()
    {
        Interval interval = Interval.Wilson(0, 20);

        Assert.Equal(0, interval.Low);
        Assert.Equal(3.8414588 / 23.8414588, interval.High, 7);
    }

    [Fact]
    public void Wilson_OnlyHits_EndsAtOne() => Assert.Equal(1, Interval.Wilson(1, 20).High);

    // 0.25 / 0.05² = 100 independent draws; so many degrees that t is normal.
    [Fact]
    public void WilsonOfSpread_OfStandardError_IsThatOfAsManyDraws()
    {
        Interval expected = Interval.Wilson(0.5, 100);

        Interval interval = Interval.WilsonOfSpread(0.5, new Spread(0.05, 1e9), 1);

        Assert.Equal(expected.Low, interval.Low, 6);
        Assert.Equal(expected.High, interval.High, 6);
    }

    [Fact]
    public void WilsonOfSpread_NoDeviation_CountsTheUnits()
    {
        Interval expected = Interval.Wilson(1, 20);

        Interval interval = Interval.WilsonOfSpread(1, new Spread(0, 1e9), 20);

        Assert.Equal(expected.Low, interval.Low, 6);
        Assert.Equal(1, interval.High);
    }
}

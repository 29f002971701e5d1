using GptPrompting.Evaluation.Statistics;

namespace GptPrompting.Evaluation.Tests.Statistics;

public sealed class SignificanceTests
{
    // 2 · (1 + 6) / 2^6; 2 · 1 / 2^5; both sides of an even split are everything.
    [Theory]
    [InlineData(1, 5, 0.21875)]
    [InlineData(5, 1, 0.21875)]
    [InlineData(0, 5, 0.0625)]
    [InlineData(3, 3, 1)]
    [InlineData(0, 0, 1)]
    public void McNemar_OfSplit_IsTheBinomialTwoSided(int firstOnly, int secondOnly, double expected) =>
        Assert.Equal(expected, Significance.McNemar(firstOnly, secondOnly), 12);

    [Theory]
    [InlineData(2.262157163, 9, 0.05)]
    [InlineData(-2.262157163, 9, 0.05)]
    [InlineData(12.706204736, 1, 0.05)]
    [InlineData(0, 9, 1)]
    public void PairedT_OfTableQuantile_IsItsProbability(double difference, double degrees, double expected) =>
        Assert.Equal(expected, Significance.PairedT(difference, new Spread(1, degrees)), 8);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 0)]
    public void PairedT_WithoutDeviation_IsCertain(double difference, double expected) =>
        Assert.Equal(expected, Significance.PairedT(difference, new Spread(0, 9)));

    // In order: 0.01 · 3, then 0.03 · 2, then 0.04 · 1, which may not be below the one before; 0.9 stays below 1.
    [Fact]
    public void Holm_OfThree_StepsDown() => Assert.Equal([0.03, 0.06, 0.06], Significance.Holm([0.01, 0.04, 0.03]));

    [Fact]
    public void Holm_OfLargeOnes_EndsAtOne() => Assert.Equal([1, 1], Significance.Holm([0.9, 0.6]));
}

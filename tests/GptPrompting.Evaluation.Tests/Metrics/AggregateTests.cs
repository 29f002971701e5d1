using GptPrompting.Evaluation.Metrics;

namespace GptPrompting.Evaluation.Tests.Metrics;

public sealed class AggregateTests
{
    // Programs 5, right 2, tries 2: 1 - (1 - 2/4)(1 - 2/5) = 0.7; it is 1 - C(3,2) / C(5,2).
    [Theory]
    [InlineData(5, 2, 2, 0.7)]
    [InlineData(5, 0, 2, 0)]
    [InlineData(5, 4, 2, 1)]
    [InlineData(10, 3, 1, 0.3)]
    public void Estimate_OfPrograms_IsTheChanceOfOneHit(int n, int c, int k, double expected) =>
        Assert.Equal(expected, PassAggregate.Estimate(n, c, k), 12);

    // Sample a: 1 of 2; sample b: 0 of 2; sample c has one program and says nothing of two tries.
    [Fact]
    public void Reduced_OfPass_JudgesEachSample()
    {
        IReadOnlyList<Observation> reduced = new PassAggregate(2).Reduced(
            [Of("a", 1), Of("a", 0), Of("b", 0), Of("b", 0), Of("c", 1)]);

        Assert.Equal([1, 0], reduced.Select(each => each.Value));
        Assert.Equal(["a", "b"], reduced.Select(each => each.Sample));
    }

    // Bin (0.6, 0.667]: two of confidence 0.65, one hit: |1 - 1.3| = 0.3. Bin (0.933, 1]: 0.95 and 1, both hits: 0.05.
    // (0.3 + 0.05) / 4.
    [Fact]
    public void Calibration_OfTwoBins_IsTheMeanGap() => Assert.Equal(0.0875, new CalibrationAggregate().Value(
        [Sure(0.65, true), Sure(0.65, false), Sure(0.95, true), Sure(1, true)]), 12);

    // 0.2 = 3/15 is the upper end of the third bin and 0.21 in the fourth: |0 - 0.2| + |1 - 0.21|; in one bin they
    // would be |1 - 0.41|.
    [Fact]
    public void Calibration_OfUpperEnd_BelongsToTheBinBelow() => Assert.Equal(
        0.495, new CalibrationAggregate().Value([Sure(0.2, false), Sure(0.21, true)]), 12);

    // Log-likelihoods -2 over 4 and -10 over 8 bytes: e^(12/12) and 12/12/ln 2.
    [Fact]
    public void Ratio_OfDocuments_SpreadsOverAllBytes()
    {
        Observation[] documents = [Of("a", -2) with { Weight = 4 }, Of("b", -10) with { Weight = 8 }];

        Assert.Equal(Math.E, RatioAggregate.Perplexity.Value(documents), 12);
        Assert.Equal(1 / Math.Log(2), RatioAggregate.Bits.Value(documents), 12);
        Assert.Equal(-1, RatioAggregate.Mean.Value(documents), 12);
    }

    // Ratio -1: -2 + 4 = 2 and -10 + 8 = -2, over the mean weight 6; bits have slope -1 / ln 2.
    [Fact]
    public void Influences_OfRatio_AreResidualsOverTheMeanWeight()
    {
        Observation[] documents = [Of("a", -2) with { Weight = 4 }, Of("b", -10) with { Weight = 8 }];

        double[] influences = RatioAggregate.Bits.Influences(documents);

        Assert.Equal(-2.0 / 6 / Math.Log(2), influences[0], 12);
        Assert.Equal(2.0 / 6 / Math.Log(2), influences[1], 12);
    }

    // Labels of 3 hits and a miss (1 taken for 0); accuracy as the figure: 0.75, without a hit 2/3, without the miss 1.
    // 3 · (0.75 - 2/3) = 0.25; 3 · (0.75 - 1) = -0.75: what a mean has too.
    [Fact]
    public void Influences_OfLabels_AreThoseOfTheJackknife()
    {
        var accuracy = new LabelAggregate(counts =>
            (double)(counts[0, 0] + counts[1, 1]) / (counts[0, 0] + counts[0, 1] + counts[1, 0] + counts[1, 1]));

        double[] influences = accuracy.Influences([Label(0, 0), Label(1, 1), Label(1, 0), Label(0, 0)]);

        Assert.Equal([0.25, 0.25, -0.75, 0.25], influences.Select(value => Math.Round(value, 12)));
    }

    private static Observation Of(string sample, double value) =>
        new() { Value = value, Weight = 1, Unit = sample, Sample = sample, Seed = 1 };

    private static Observation Sure(double confidence, bool isHit) =>
        Of("", confidence) with { Gold = isHit ? 0 : 1, Predicted = 0 };

    private static Observation Label(int gold, int predicted) =>
        Of("", 0) with { Gold = gold, Predicted = predicted };
}

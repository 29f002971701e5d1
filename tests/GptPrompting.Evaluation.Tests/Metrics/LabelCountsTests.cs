using GptPrompting.Evaluation.Metrics;

namespace GptPrompting.Evaluation.Tests.Metrics;

public sealed class LabelCountsTests
{
    private static readonly LabelCounts Two = Of(2, (0, 0), (0, 0), (0, 1), (1, 1), (1, 1), (1, 1), (1, 0), (0, 0));

    // Label 0: right 3, predicted 2, hits 2; label 1: 2, 2, 1; label 2: 2, 3, 2.
    private static readonly LabelCounts Three = Of(3, (0, 0), (1, 1), (2, 2), (0, 1), (1, 2), (2, 2), (0, 0));

    // Label 1: right once, predicted twice, one hit: 2 / 3.
    [Fact]
    public void BinaryF1_OfTwoLabels_IsThatOfTheSecond() =>
        Assert.Equal(2.0 / 3, Of(2, (0, 0), (0, 0), (0, 1), (1, 1)).BinaryF1(), 12);

    // (4/5 + 2/4 + 4/5) / 3.
    [Fact]
    public void MacroF1_OfThreeLabels_IsTheMeanOfTheirs() => Assert.Equal(0.7, Three.MacroF1(), 12);

    // Label 1 is never right nor predicted and label 2 never right: 2/3 and 0.
    [Fact]
    public void MacroF1_OfAbsentLabel_LeavesItOut() =>
        Assert.Equal(1.0 / 3, Of(3, (0, 0), (0, 2)).MacroF1(), 12);

    // 2 · 2 tables: (3 · 3 - 1 · 1) / √(4 · 4 · 4 · 4) = 0.5.
    [Fact]
    public void MatthewsCorrelation_OfTwoLabels_IsTheOldFormula() =>
        Assert.Equal(0.5, Two.MatthewsCorrelation(), 12);

    // 5 hits of 7: (5 · 7 - (3·2 + 2·2 + 2·3)) / √((49 - 17)(49 - 17)) = 19 / 32.
    [Fact]
    public void MatthewsCorrelation_OfThreeLabels_IsGorodkins() =>
        Assert.Equal(0.59375, Three.MatthewsCorrelation(), 12);

    [Fact]
    public void MatthewsCorrelation_OfOnePrediction_IsZero() =>
        Assert.Equal(0, Of(2, (0, 1), (1, 1)).MatthewsCorrelation());

    private static LabelCounts Of(int labelCount, params (int Gold, int Predicted)[] results) => LabelCounts.OfCells(
        labelCount,
        [.. results.Select(each => (each.Gold * labelCount) + each.Predicted)],
        [.. Enumerable.Range(0, results.Length)]);
}

using GptPrompting.Evaluation.Statistics;

namespace GptPrompting.Evaluation.Tests.Statistics;

public sealed class CorrelationTests
{
    // Deviations (-1, 0, 1) and (-1, 1, 0): 1 / √(2 · 2).
    [Fact]
    public void Pearson_OfThree_IsOneHalf() => Assert.Equal(0.5, Correlation.Pearson([1, 2, 3], [1, 3, 2])!.Value, 12);

    [Fact]
    public void Pearson_OfMirror_IsMinusOne() =>
        Assert.Equal(-1, Correlation.Pearson([1, 2, 4], [-2, -4, -8])!.Value, 12);

    [Fact]
    public void Pearson_OfConstant_IsNull() => Assert.Null(Correlation.Pearson([0.1, 0.1, 0.1], [1, 2, 3]));

    [Fact]
    public void Pearson_OfOnePair_IsNull() => Assert.Null(Correlation.Pearson([1], [2]));
}

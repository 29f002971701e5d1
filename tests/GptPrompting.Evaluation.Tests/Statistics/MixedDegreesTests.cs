using GptPrompting.Evaluation.Statistics;

namespace GptPrompting.Evaluation.Tests.Statistics;

// Quantiles at 0.975: z² = 3.841459; t of 1, 2, 4 and 9 degrees squared: 161.447639, 18.512821, 7.708647, 5.117355.
// Degrees of the quantiles found by bisection of Student's distribution in CPython 3.11.
public sealed class MixedDegreesTests
{
    // 3.841459 + 14.671362 · 0.65625² + 157.606180 · 0.375 + 14.671362 · 0.03125² = 69.276532, the square of 8.323253.
    [Fact]
    public void Of_ThreeComponents_IsAsWorkedByHand() => Assert.Equal(
        1.2251693349, MixedDegrees.Of(16, new(10.5, 2), new(6, 1), new(0.5, 2)), 8);

    // 3.841459 + 1.275896 · 0.75² + 3.867188 · 0.25² = 4.800850, of the quantile 2.191084.
    [Fact]
    public void Of_NineAndFourDegrees_IsAsWorkedByHand() =>
        Assert.Equal(11.42290154, MixedDegrees.Of(1, new(0.75, 9), new(0.25, 4)), 6);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(499)]
    public void Of_OneComponent_IsItsOwn(int degrees) =>
        Assert.Equal(degrees, MixedDegrees.Of(2, new(2, degrees), new(0, 7)), 6);

    // A seventh of the variance and less, of one degree, is taken for none.
    [Fact]
    public void Of_SmallShareOfOneDegree_IsWithoutIt() =>
        Assert.InRange(MixedDegrees.Of(1, new(0.9, 1e8), new(0.1, 1)), 1e7, 1e9);

    // A component that is larger than the whole, as another is taken off it, counts as the whole.
    [Fact]
    public void Of_LargerComponentThanTheWhole_IsItsDegrees() =>
        Assert.Equal(4, MixedDegrees.Of(1, new(3, 4), new(2, 0)), 6);
}

using GptPrompting.States;

namespace GptPrompting.Tests.States;

public class VectorPoolTests
{
    // Three tokens, two wide.
    private static readonly float[] Tokens = [1, 10, 2, 20, 6, 60];

    [Theory]
    [InlineData(Pooling.Mean, 3, 30)]
    [InlineData(Pooling.FirstToken, 1, 10)]
    [InlineData(Pooling.LastToken, 6, 60)]
    public void Join_ThreeTokens_GivesTheVectorWorkedByHand(Pooling pooling, float first, float second) =>
        Assert.Equal([first, second], VectorPool.Join(Tokens, 3, pooling));

    [Fact]
    public void Join_UnknownPooling_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => VectorPool.Join(Tokens, 3, (Pooling)3));

    [Fact]
    public void Normalize_ThreeAndFour_IsScaledByFive() => Assert.Equal([0.6f, 0.8f], VectorPool.Normalize([3, 4]));

    [Fact]
    public void Normalize_Zero_StaysZero() => Assert.Equal([0, 0], VectorPool.Normalize([0, 0]));
}

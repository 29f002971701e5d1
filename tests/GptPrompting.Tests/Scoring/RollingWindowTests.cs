using GptPrompting.Scoring;

namespace GptPrompting.Tests.Scoring;

public class RollingWindowTests
{
    [Fact]
    public void Over_ShortText_IsOneWindow() =>
        Assert.Equal([new RollingWindow(0, 3, 3)], RollingWindow.Over(3, length: 4, stride: 4));

    [Fact]
    public void Over_TextOfExactlyOneLength_IsOneWindow() =>
        Assert.Equal([new RollingWindow(0, 4, 4)], RollingWindow.Over(4, length: 4, stride: 4));

    // get_rolling_token_windows(range(10), prefix, 4, 1), by hand: [p 0 1 2] -> 0..3, [3 4 5 6] -> 4..7,
    // [5 6 7 8] -> 8 9; a token is one further on behind the prefix.
    [Fact]
    public void Over_LongText_KeepsTheLastWindowFull() => Assert.Equal(
        [new RollingWindow(0, 4, 4), new RollingWindow(4, 8, 4), new RollingWindow(6, 10, 2)],
        RollingWindow.Over(10, length: 4, stride: 4));

    // get_rolling_token_windows(range(8), prefix, 4, 3): [p 0 1 2] -> 0..3, [2 3 4] -> 4 5 behind 1, [4 5 6] -> 6 7.
    [Fact]
    public void Over_SmallStride_ReadsMoreThanItScores() => Assert.Equal(
        [new RollingWindow(0, 4, 4), new RollingWindow(2, 6, 2), new RollingWindow(4, 8, 2)],
        RollingWindow.Over(8, length: 4, stride: 2));

    [Theory]
    [InlineData(1, 4, 4)]
    [InlineData(4, 4, 1)]
    [InlineData(5, 4, 1)]
    [InlineData(97, 16, 16)]
    [InlineData(97, 16, 5)]
    [InlineData(1, 1, 1)]
    [InlineData(6, 1, 1)]
    public void Over_AnyLengths_ScoresEachTokenOnceAndCounts(int tokenCount, int length, int stride)
    {
        RollingWindow[] windows = [.. RollingWindow.Over(tokenCount, length, stride)];

        IEnumerable<int> scored = windows.SelectMany(each => Enumerable.Range(each.End - each.Scored, each.Scored));
        Assert.Equal(Enumerable.Range(0, tokenCount), scored);
        Assert.All(windows, each => Assert.Equal(Math.Min(length, tokenCount), each.End - each.Start));
        Assert.Equal(windows.Length, RollingWindow.Count(tokenCount, length, stride));
    }

    [Fact]
    public void Count_OfTheLongestText_DoesNotOverflow() =>
        Assert.Equal(2, RollingWindow.Count(int.MaxValue, length: 1 << 30, stride: 1 << 30));
}

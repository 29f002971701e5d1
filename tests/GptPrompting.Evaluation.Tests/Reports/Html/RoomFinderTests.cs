using GptPrompting.Evaluation.Reports.Html;

namespace GptPrompting.Evaluation.Tests.Reports.Html;

public class RoomFinderTests
{
    // So many items take 10 characters and 3 for each.
    [Theory]
    [InlineData(1000, 100, 310)]
    [InlineData(310, 100, 310)]
    [InlineData(309, 100, 307)]
    [InlineData(10, 100, 10)]
    [InlineData(5, 100, 10)]
    [InlineData(12, 1, 10)]
    [InlineData(13, 1, 13)]
    [InlineData(5, 0, 10)]
    public void Fill_Room_TakesWhatFits(int room, int most, int expected) =>
        Assert.Equal(expected, RoomFinder.Fill(most, room, count => new string('x', 10 + (3 * count))).Length);

    [Fact]
    public void Fill_UnevenItems_ComesClose()
    {
        // Worse than packed text, which grows a little faster at first.
        string text = RoomFinder.Fill(10_000, 5_000, count => new string('x', (int)(100 * Math.Sqrt(count))));

        Assert.InRange(text.Length, 4_000, 5_000);
    }
}

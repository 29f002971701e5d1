using GptPrompting.Demonstrations;

namespace GptPrompting.Tests.Demonstrations;

public class Bm25IndexTests
{
    // By hand: 3 texts of 3, 2 and 3 words, 8/3 on average.
    private static readonly Bm25Index Index = new(["the cat sat", "The dog", "a bird sang"]);

    [Fact]
    public void Score_WordOfOneText_IsIdfTimesSaturation()
    {
        // ln(1 + 2.5 / 1.5) · 1 / (1 + 1.2 · (0.25 + 0.75 · 3 / (8 / 3)))
        Assert.Equal([0.424142380, 0, 0], Index.Score("Cat!"));
    }

    [Fact]
    public void Score_WordOfTwoTexts_WeighsLessAndMoreInTheShorterText()
    {
        // ln(1 + 1.5 / 2.5) · 1 / (1 + 1.3125) and · 1 / (1 + 0.975)
        Assert.Equal([0.203244813, 0.237976521, 0], Index.Score("the"));
    }

    [Fact]
    public void Score_SeveralWords_IsTheirSumAndEachCountsOnce() =>
        Assert.Equal([0.627387192, 0.237976521, 0], Index.Score("the cat the cat"));

    [Fact]
    public void Score_WordTwiceInAText_Saturates()
    {
        var index = new Bm25Index(["a a b b", "c c c c"]);

        // idf ln(1 + 1.5 / 1.5); 2 / (2 + 1.2), both texts being of mean length.
        Assert.Equal([Math.Round(Math.Log(2) * 2 / 3.2, 9), 0], index.Score("a"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("unknown words")]
    public void Score_NothingInCommon_IsZero(string query) => Assert.Equal([0, 0, 0], Index.Score(query));

    [Fact]
    public void Score_TextsWithoutWords_AreZero() => Assert.Equal([0, 0], new Bm25Index(["", "!"]).Score("a"));

    [Fact]
    public void Score_NoTexts_IsEmpty() => Assert.Empty(new Bm25Index([]).Score("a"));
}

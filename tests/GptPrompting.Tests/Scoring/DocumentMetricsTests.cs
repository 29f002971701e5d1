using GptPrompting.Scoring;

namespace GptPrompting.Tests.Scoring;

public class DocumentMetricsTests
{
    // Six tokens of probability 1/4 are 12 bits; over 3 words 4 bits each, over 12 bytes 1 bit each.
    private static readonly DocumentScore SixQuarters = new()
    {
        TokenIds = [1, 2, 3, 4, 5, 6],
        LogProbabilities = [.. Enumerable.Repeat(-Math.Log(4), 6)],
        WindowCount = 1,
        ByteCount = 12,
        WordCount = 3,
    };

    [Fact]
    public void Score_SixQuarters_HasTheMeasuresWorkedByHand()
    {
        Assert.Equal(-12 * Math.Log(2), SixQuarters.LogLikelihood, 1e-12);
        Assert.Equal(2 * Math.Log(2), SixQuarters.Loss, 1e-12);
        Assert.Equal(4, SixQuarters.TokenPerplexity, 1e-12);
        Assert.Equal(16, SixQuarters.WordPerplexity, 1e-12);
        Assert.Equal(2, SixQuarters.BytePerplexity, 1e-12);
        Assert.Equal(1, SixQuarters.BitsPerByte, 1e-12);
    }

    // len(re.split(r"\s+", text)) in CPython 3.11.
    [Theory]
    [InlineData("one", 1)]
    [InlineData("one two", 2)]
    [InlineData("one \n\t two", 2)]
    [InlineData(" one two ", 4)]
    [InlineData("\n", 2)]
    [InlineData("a\u001cb\u00a0c\u3000d\u200be", 4)]
    [InlineData("a\u0085b\u2028c\u180ed", 3)]
    public void WordCount_CountsAsPythonSplits(string text, int expected) =>
        Assert.Equal(expected, DocumentMetrics.WordCount(text));
}

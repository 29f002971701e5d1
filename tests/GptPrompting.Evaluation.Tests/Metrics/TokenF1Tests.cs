using GptPrompting.Evaluation.Metrics;

namespace GptPrompting.Evaluation.Tests.Metrics;

public sealed class TokenF1Tests
{
    [Theory]
    [InlineData("The Cat!", "cat", 1)]
    // Shared: cat, sat. Precision 2/3, recall 2/4: 2 · 1/3 / (7/6) = 4/7.
    [InlineData("cat sat down", "a cat sat on mats", 0.5714285714285714)]
    // "b" counts twice of three times: precision 2/3, recall 1.
    [InlineData("b b b", "b b", 0.8)]
    [InlineData("dog", "cat", 0)]
    [InlineData("", "cat", 0)]
    [InlineData("The", "an", 1)]
    [InlineData("theatre", "atre", 0)]
    // An article beside a combining mark is one to Python's re; beside a fraction or a letter beyond U+FFFF it is not.
    [InlineData("a\u0301", "\u0301", 1)]
    [InlineData("a½", "½", 0)]
    [InlineData("a\U0001D4B6", "\U0001D4B6", 0)]
    public void Of_OneTarget_IsTheHarmonicMean(string answer, string target, double expected) =>
        Assert.Equal(expected, TokenF1.Of(answer, [target]), 12);

    [Fact]
    public void Of_SeveralTargets_IsTheLargest() => Assert.Equal(1, TokenF1.Of("big dog", ["dog", "big dog", "cat"]));
}

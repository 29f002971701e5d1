using GptPrompting.Evaluation.Metrics;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Tests.Metrics;

public sealed class AnswerComparerTests
{
    [Theory]
    [InlineData("Paris", true)]
    [InlineData("paris", false)]
    [InlineData(" Paris", false)]
    [InlineData("City of Light", true)]
    public void IsAny_ByDefault_TakesEqualTextsOnly(string answer, bool expected) =>
        Assert.Equal(expected, new AnswerComparer(new()).IsAny(answer, ["Paris", "City of Light"]));

    [Fact]
    public void Normalized_OfPunctuation_RemovesTheAsciiOnesOnly()
    {
        var comparer = new AnswerComparer(new() { IgnoresPunctuation = true });

        Assert.Equal("ab¿–c ", comparer.Normalized("a!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~b¿–c "));
    }

    [Fact]
    public void Normalized_OfDigits_RemovesTheAsciiOnesOnly() =>
        Assert.Equal("a٣", new AnswerComparer(new() { IgnoresDigits = true }).Normalized("a12٣"));

    // The pattern is written for capitals and a full stop: it must come before both are gone.
    [Fact]
    public void Normalized_OfPatternCaseAndPunctuation_GoesInThisOrder()
    {
        var comparer = new AnswerComparer(new()
        {
            IgnoredPatterns = ["Answer: ", @"#### (?=\d)"],
            IgnoresCase = true,
            IgnoresPunctuation = true,
        });

        Assert.Equal("42 no", comparer.Normalized("Answer: #### 42. NO"));
    }

    [Fact]
    public void NewRegex_OfBrokenPattern_Throws() =>
        Assert.ThrowsAny<ArgumentException>(() => new AnswerComparer(new AnswerComparison { IgnoredPatterns = ["("] }));
}

using GptPrompting.Evaluation.Metrics;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Tests.Metrics;

public sealed class AnswerFiltersTests
{
    // The two filters of lm-evaluation-harness's gsm8k.
    private static readonly AnswerFilter Strict =
        new() { Name = "strict-match", Pattern = @"#### (\-?[0-9\.\,]+)" };

    private static readonly AnswerFilter Flexible =
        new() { Name = "flexible-extract", Pattern = @"(-?[$0-9.,]{2,})|(-?[0-9]+)", Select = -1 };

    [Theory]
    [InlineData("5 + 7 = 12\n#### 12", "12", "12")]
    [InlineData("She has 3 left, so $1,200.", "[invalid]", "$1,200.")]
    [InlineData("#### 7 and then #### 8", "7", "8")]
    [InlineData("none", "[invalid]", "[invalid]")]
    public void Answers_OfGsm8k_AreStrictAndFlexible(string output, string strict, string flexible)
    {
        Dictionary<string, string> answers = new AnswerFilters([Strict, Flexible]).Answers(output);

        Assert.Equal(strict, answers["strict-match"]);
        Assert.Equal(flexible, answers["flexible-extract"]);
    }

    [Theory]
    [InlineData(@"[a-z]\d", 0, "a1")]
    [InlineData(@"[a-z]\d", 1, "b2")]
    [InlineData(@"[a-z]\d", -1, "c3")]
    [InlineData(@"[a-z]\d", -3, "a1")]
    [InlineData(@"[a-z]\d", 3, "none")]
    [InlineData(@"[a-z]\d", -4, "none")]
    [InlineData(@"(x)?b\d", 0, "")]
    [InlineData(@"(x)?(y)?b\d", 0, "none")]
    [InlineData(@"(?s)^a1(.*)c3", 0, "b2")]
    public void Answers_OfPattern_AreThoseOfFindall(string pattern, int select, string expected)
    {
        var filter = new AnswerFilter { Name = "f", Pattern = pattern, Select = select, Fallback = "none" };

        Assert.Equal(expected, new AnswerFilters([filter]).Answers("a1 b2\tc3")["f"]);
    }

    [Fact]
    public void New_OfBrokenPattern_Throws() =>
        Assert.ThrowsAny<ArgumentException>(() => new AnswerFilters([Strict with { Pattern = "(" }]));

    [Fact]
    public void New_OfOneNameTwice_Throws() =>
        Assert.Throws<ArgumentException>(() => new AnswerFilters([Strict, Strict with { Select = 1 }]));
}

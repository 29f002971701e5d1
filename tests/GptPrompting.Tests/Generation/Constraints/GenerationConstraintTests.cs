using GptPrompting.Generation;

namespace GptPrompting.Tests.Generation.Constraints;

public class GenerationConstraintTests
{
    [Fact]
    public void Choices_Empty_IsRefused() =>
        Assert.Throws<ArgumentException>(() => GenerationConstraint.Choices([]));

    [Theory]
    [InlineData("a", "")]
    [InlineData("a", null)]
    [InlineData("a", "a")]
    public void Choices_EmptyOrTwice_IsRefused(string first, string? second) =>
        Assert.Throws<ArgumentException>(() => GenerationConstraint.Choices([first, second!]));

    [Fact]
    public void Choices_HalfASurrogatePair_IsRefused() =>
        Assert.Throws<ArgumentException>(() => GenerationConstraint.Choices(["a\uD83D"]));

    [Theory]
    [InlineData("ab", true)]
    [InlineData("abc", true)]
    [InlineData("a", false)]
    [InlineData("abcd", false)]
    [InlineData(" ab", false)]
    public void IsMatch_Choices_AreWhole(string text, bool expected) =>
        Assert.Equal(expected, GenerationConstraint.Choices(["abc", "ab", "é"]).IsMatch(text));

    [Theory]
    [InlineData(" x", " x")]
    [InlineData("x", "x")]
    [InlineData("  x", " x")]
    public void TextOf_Space_IsTakenOffOnlyWhereTheTextDoesNotObeyWithIt(string output, string expected) =>
        Assert.Equal(expected, GenerationConstraint.Choices(["x", " x"]).TextOf(output));

    [Fact]
    public void TextOf_DoesNotObey_IsRefused() =>
        Assert.Throws<ArgumentException>(() => GenerationConstraint.Choices(["x"]).TextOf("  x"));

    [Fact]
    public void Equals_SameSource_AreEqual()
    {
        Assert.Equal(GenerationConstraint.Regex("a+"), GenerationConstraint.Regex("a+"));
        Assert.NotEqual(GenerationConstraint.Regex("a"), GenerationConstraint.Choices(["a"]));
        Assert.Equal(
            new GenerationOptions { Constraint = GenerationConstraint.Choices(["a"]) },
            new GenerationOptions { Constraint = GenerationConstraint.Choices(["a"]) });
    }
}

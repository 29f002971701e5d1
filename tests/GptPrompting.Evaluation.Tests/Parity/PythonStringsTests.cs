using System.Security.Cryptography;
using System.Text;
using GptPrompting.Evaluation.Parity;

namespace GptPrompting.Evaluation.Tests.Parity;

// Expected: CPython 3.11.7.
public sealed class PythonStringsTests
{
    [Theory]
    [InlineData("İSTANBUL", "i\u0307stanbul")]
    [InlineData("ΑΣ", "ας")]
    [InlineData("ΣΑΣ.", "σας.")]
    [InlineData("ΑΣ'Α", "ασ'α")]
    [InlineData("Σ", "σ")]
    [InlineData("ΑΣ\u0301", "ας\u0301")]
    [InlineData("Α\u0301Σ", "α\u0301ς")]
    [InlineData("ΑΣ Β", "ας β")]
    [InlineData("aΣ1", "aς1")]
    [InlineData("I", "i")]
    [InlineData("\U00010400", "\U00010428")]
    public void Lower_OfText_IsPythons(string text, string expected) =>
        Assert.Equal(expected, PythonStrings.Lower(text));

    [Fact]
    public void Strip_OfSeparators_TakesThemAwayAtBothEnds() =>
        Assert.Equal("a b", PythonStrings.Strip("\u001c\u00a0 a b\n\u001f"));

    [Theory]
    [InlineData("a", "'a'")]
    [InlineData("it's", "\"it's\"")]
    [InlineData("'\"", "'\\'\"'")]
    [InlineData("\\\n\r\t", @"'\\\n\r\t'")]
    [InlineData("é 😀\u00a0\u001f\u2028\u200b", @"'é 😀\xa0\x1f\u2028\u200b'")]
    [InlineData("\U000e0001", @"'\U000e0001'")]
    public void Repr_OfText_IsPythons(string text, string expected) =>
        Assert.Equal(expected, PythonStrings.Repr(text));

    [Fact]
    public void Repr_OfList_IsPythons() =>
        Assert.Equal("['a', \"it's\"]", PythonStrings.Repr(["a", "it's"]));

    [Fact]
    public void Split_OfText_GivesWordsOnly() =>
        Assert.Equal(["a", "b", "c"], PythonStrings.Split(" a\u001cb \n\tc "));
}

using GptPrompting.Evaluation.Reports.Html;

namespace GptPrompting.Evaluation.Tests.Reports.Html;

public class PageTextTests
{
    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc…")]
    [InlineData("ab😀", 3, "ab…")]
    [InlineData("ab😀c", 4, "ab😀…")]
    [InlineData("abc", 0, "…")]
    public void Cut_Text_KeepsItsBeginning(string text, int length, string expected) =>
        Assert.Equal(expected, PageText.Cut(text, length));

    // What a row keeps is cut a second time for the preview that fits.
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Cut_OfACutText_GivesWhatTheWholeTextGives(int length) =>
        Assert.Equal(PageText.Cut("ab😀😀", length), PageText.Cut(PageText.Cut("ab😀😀", 4), length));
}

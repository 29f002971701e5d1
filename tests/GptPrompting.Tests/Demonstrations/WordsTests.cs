using GptPrompting.Demonstrations;

namespace GptPrompting.Tests.Demonstrations;

public class WordsTests
{
    [Theory]
    [InlineData("Hello, world!", "hello|world")]
    [InlineData("don't 3.14 x2", "don|t|3|14|x2")]
    [InlineData("ÄRGER straße", "ärger|straße")]
    [InlineData("e\u0301te\u0301", "e\u0301te\u0301")]
    [InlineData("好き", "好|き")]
    [InlineData("GPT好x", "gpt|好|x")]
    [InlineData("\U00020000a", "\U00020000|a")]
    [InlineData(" -- ", "")]
    [InlineData("a\ud800b", "a|b")]
    public void Of_Text_IsItsWordsInLowerCase(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Words.Of(text)));
}

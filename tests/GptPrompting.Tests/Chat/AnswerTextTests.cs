using GptPrompting.Generation;

namespace GptPrompting.Tests.Chat;

public sealed class AnswerTextTests
{
    [Theory]
    [InlineData(new[] { " Hi", "." }, new[] { "Hi", "." })]
    [InlineData(new[] { "Hi", " there" }, new[] { "Hi", " there" })]
    [InlineData(new[] { "", " ", " Hi" }, new[] { "", "", " Hi" })]
    [InlineData(new[] { " a\n", "b\n\n" }, new[] { "a", "\nb\n" })]
    [InlineData(new[] { " a\n", "" }, new[] { "a", "" })]
    public void Next_AnswerThatStops_IsWithoutTheWhiteSpaceAround(string[] texts, string[] expected) =>
        Assert.Equal(expected, Read(texts, FinishReason.Stop));

    [Theory]
    [InlineData(new[] { " a\n", "" }, new[] { "a", "\n" })]
    [InlineData(new[] { " " }, new[] { "" })]
    public void Next_AnswerThatIsCutOff_KeepsItsEnd(string[] texts, string[] expected) =>
        Assert.Equal(expected, Read(texts, FinishReason.Length));

    private static string[] Read(string[] texts, FinishReason reason)
    {
        var answer = new AnswerText(" ", "\n");
        return texts.Select((text, index) => answer.Next(new CompletionUpdate
        {
            Text = text,
            TokenIds = [],
            FinishReason = index == texts.Length - 1 ? reason : null,
        }).Text).ToArray();
    }
}

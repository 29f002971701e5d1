using GptPrompting.Demonstrations;
using GptPrompting.Prompts;

namespace GptPrompting.Tests;

public class PromptFitTests
{
    // In this order in the prompt; c is the most useful, then a, then b.
    private static readonly SelectedDemonstration[] Three =
        [Of("aaa", rank: 1), Of("bb", rank: 2), Of("cccc", rank: 0)];

    // One letter is a token; the question is one, and 10 are for the output, the last of which is not read.
    [Theory]
    [InlineData(19, "aaabbcccc?", "")]
    [InlineData(18, "aaacccc?", "bb")]
    [InlineData(17, "aaacccc?", "bb")]
    [InlineData(16, "cccc?", "bb aaa")]
    [InlineData(14, "cccc?", "bb aaa")]
    [InlineData(13, "?", "bb aaa cccc")]
    [InlineData(10, "?", "bb aaa cccc")]
    public void Fit_ContextLength_LeavesOutTheLeastUsefulFirst(int contextLength, string text, string leftOut)
    {
        FittedPrompt fitted = Fit(contextLength).Fit(Three);

        Assert.Equal((text, text.Length, contextLength - 9), (fitted.Text, fitted.TokenCount, fitted.TokenLimit));
        Assert.Equal(leftOut, string.Join(' ', fitted.LeftOut.Select(each => each.Demonstration.Input)));
        Assert.Equal(3, fitted.Shown.Count + fitted.LeftOut.Count);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(1)]
    public void Fit_TooLongWithoutDemonstrations_IsAnErrorWithTheNumbers(int contextLength)
    {
        var e = Assert.Throws<ArgumentException>(() => Fit(contextLength).Fit(Three));

        Assert.StartsWith(
            $"The prompt 'p' has 1 tokens with no demonstration; with 10 tokens of output the model, which reads "
            + $"{contextLength}, takes at most 0. Shorten what is inserted, or ask for fewer output tokens.",
            e.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_Strict_IsAnErrorWithTheNumbers()
    {
        var e = Assert.Throws<ArgumentException>(() => Fit(18, isStrict: true).Fit(Three));

        Assert.StartsWith(
            "The prompt 'p' has 10 tokens with its 3 demonstrations; with 10 tokens of output the model, which reads "
            + "18, takes at most 9. Show fewer demonstrations, or let them be left out (Strict = false), or ask for",
            e.Message,
            StringComparison.Ordinal);
        Assert.Empty(Fit(19, isStrict: true).Fit(Three).LeftOut);
    }

    [Fact]
    public void Fit_Labels_DoesNotAskForFewerTokensOfThem()
    {
        var options = new PromptFitOptions { MaxOutputTokens = 10, IsForLabels = true };
        var fit = new PromptFit("p", 9, options, Render, text => text.Length);

        var e = Assert.Throws<ArgumentException>(() => fit.Fit(Three));

        Assert.StartsWith(
            "The prompt 'p' has 1 tokens with no demonstration; with the 10 tokens of the longest label the model, "
            + "which reads 9, takes at most 0. Shorten what is inserted. (",
            e.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_TheSameDemonstrationTwice_LeavesOutOneOfThem()
    {
        FittedPrompt fitted = Fit(13).Fit([Three[0], Three[0]]);

        Assert.Equal(("aaa?", 1), (fitted.Text, fitted.LeftOut.Count));
    }

    [Fact]
    public void Fit_ManyDemonstrations_TriesFewTexts()
    {
        int tried = 0;
        var fit = new PromptFit("p", 500, new PromptFitOptions { MaxOutputTokens = 1 }, Render, text =>
        {
            tried++;
            return text.Length;
        });

        FittedPrompt fitted = fit.Fit([.. Enumerable.Range(0, 1000).Select(i => Of("a", i))]);

        Assert.Equal(499, fitted.Shown.Count);
        Assert.InRange(tried, 3, 12);
    }

    [Fact]
    public void PromptFitOptions_NoOutput_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PromptFitOptions { MaxOutputTokens = 0 });

    private static SelectedDemonstration Of(string input, int rank) => new(new Demonstration(input, ""), 0, rank);

    private static string Render(IReadOnlyList<SelectedDemonstration> shown) =>
        string.Concat(shown.Select(each => each.Demonstration.Input)) + "?";

    private static PromptFit Fit(int contextLength, bool isStrict = false) => new(
        "p",
        contextLength,
        new PromptFitOptions { MaxOutputTokens = 10, Strict = isStrict },
        Render,
        text => text.Length);
}

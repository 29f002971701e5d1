using GptPrompting.Evaluation.Reports.Html;
using GptPrompting.Evaluation.Results;
using GptPrompting.Scoring;

namespace GptPrompting.Evaluation.Tests.Reports.Html;

public class SampleTableBuilderTests
{
    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc…")]
    [InlineData("ab😀", 3, "ab…")]
    [InlineData("ab😀c", 4, "ab😀…")]
    [InlineData("abc", 0, "…")]
    public void Cut_Text_KeepsItsBeginning(string text, int length, string expected) =>
        Assert.Equal(expected, SampleTableBuilder.Cut(text, length));

    [Fact]
    public void Build_OneResult_RoundsToSixDigitsAndKeepsTexts()
    {
        SampleResult result = SmallReport.Result() with { Loss = 1.0 / 3, Failure = null };
        var builder = new SampleTableBuilder([result, result with { Group = null, Predicted = null }], 4, 1);
        builder.AddDetail(1, result);

        SampleTable table = builder.Build();

        Assert.Equal(0.333333, table.Rows.Loss[0]);
        Assert.Equal([0, -1], table.Rows.Group);
        Assert.Equal(["Posi…", null], table.Rows.Output);
        Assert.Equal(["acc", "loss"], table.Metrics.Order());
        Assert.Equal([1], table.Details.Row);
        Assert.Equal([" Positive", "Positive", "Negative", "d0", "d1"], table.Texts);
        Assert.Equal([1, -0.1, 1], table.Details.Choices[0][0]);
        Assert.Equal([0.333333, 0.25], table.Details.Demonstrations[0]);
    }

    [Fact]
    public void AddDetail_LongDocument_KeepsTheFirstTokensAndTheCount()
    {
        SampleResult result = SmallReport.Result() with
        {
            Tokens = [.. Enumerable.Range(0, 2500).Select(i => new TokenScore(i, "x", -0.123456))],
        };
        var builder = new SampleTableBuilder([result], 4, 1);

        builder.AddDetail(0, result);

        DetailColumns details = builder.Build().Details;
        Assert.Equal((2000, 2500), (details.Tokens[0].Length, details.TokenCount[0]));
        Assert.Equal(-0.1235, details.LogProbabilities[0][0]);
    }
}

using GptPrompting.Evaluation.Reports.Html;
using GptPrompting.Evaluation.Results;
using GptPrompting.Scoring;

namespace GptPrompting.Evaluation.Tests.Reports.Html;

public class SampleTableBuilderTests
{
    [Fact]
    public void Build_OneResult_RoundsToSixDigitsAndKeepsTexts()
    {
        SampleResult result = SmallReport.Result() with { Loss = 1.0 / 3, Failure = null };
        var builder = new SampleTableBuilder(
            [Row(result), Row(result with { Group = null, Predicted = null })], 4, 1);
        builder.AddDetail(1, SampleDetail.Of(result, new SharedTexts()));

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
        var builder = new SampleTableBuilder([Row(result)], 4, 1);

        builder.AddDetail(0, SampleDetail.Of(result, new SharedTexts()));

        DetailColumns details = builder.Build().Details;
        Assert.Equal((2000, 2500), (details.Tokens[0].Length, details.TokenCount[0]));
        Assert.Equal(-0.1235, details.LogProbabilities[0][0]);
    }

    private static SampleRow Row(SampleResult result) => SampleRow.Of(0, result, new SharedTexts());
}

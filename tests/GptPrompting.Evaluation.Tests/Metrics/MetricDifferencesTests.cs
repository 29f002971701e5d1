using GptPrompting.Evaluation.Metrics;
using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Evaluation.Tests.Fakes;

namespace GptPrompting.Evaluation.Tests.Metrics;

public sealed class MetricDifferencesTests
{
    private static readonly EvaluationTask Task = Measured.Task(RequestKind.MultipleChoice, "acc");

    // Hits 1 1 0 0 0 0 and 0 1 1 1 1 1: one only in the first, four only in the second. 2 · (1 + 5) / 2^5 = 0.375.
    [Fact]
    public void Between_Hits_IsMcNemarsTest()
    {
        ComparisonFigure figure = Between([1, 1, 0, 0, 0, 0], [0, 1, 1, 1, 1, 1])[0];

        Assert.Equal(("acc", 6, 1, 4), (figure.Name, figure.Count, figure.FirstOnly, figure.SecondOnly));
        Assert.Equal(0.375, figure.PValue!.Value, 12);
        Assert.Equal(0.5, figure.Difference, 12);
    }

    // Differences of loss 1, 1, 3, 3: mean 2, standard error √(4/3/4) = 0.57735.
    [Fact]
    public void Between_Losses_IsThePairedTest()
    {
        ComparisonFigure figure = Between(Losses(1, 5, 2, 9), Losses(2, 6, 5, 12))[^1];

        Assert.Equal(("loss", 4, 2.0), (figure.Name, figure.Count, figure.Difference));
        Assert.Equal(0.5773502691896258, figure.StandardError!.Value, 12);
        Assert.InRange(figure.PValue!.Value, 0.04, 0.042);
        Assert.Equal((1.0, 3.0), (Math.Round(figure.Low!.Value, 9), Math.Round(figure.High!.Value, 9)));
        Assert.Null(figure.FirstOnly);
    }

    // Of 60 pairs three got worse: in more than 2.5 % of draws none did, and the interval ends at 0 itself.
    [Fact]
    public void Between_FewChanges_HasAnIntervalThatEndsAtZero()
    {
        int[] first = [.. Enumerable.Range(0, 60).Select(i => i < 6 ? 0 : 1)];

        ComparisonFigure figure = Between(first, [.. first.Select((hit, i) => i > 56 ? 0 : hit)])[0];

        Assert.Equal((-0.05, 0.0), (Math.Round(figure.Difference, 12), figure.High));
        Assert.False(double.IsNegative(figure.High!.Value));
    }

    [Fact]
    public void Between_HitsInClusters_IsNotMcNemars()
    {
        SampleResult[] first = [.. Hits(1, 0, 1, 0).Select((result, i) => result with { Cluster = $"{i / 2}" })];
        SampleResult[] second = [.. Hits(0, 0, 1, 1).Select((result, i) => result with { Cluster = $"{i / 2}" })];

        ComparisonFigure figure = Between(first, second)[0];

        // Differences -1 + 0 and 0 + 1: clusters -1 and 1, (1 + 1) · 2 / 4²; the difference is 0.
        Assert.Equal(0.5, figure.StandardError!.Value, 12);
        Assert.Equal(1, figure.PValue!.Value, 12);
    }

    [Fact]
    public void Between_DifferentSamples_ComparesThoseOfBoth()
    {
        SampleResult[] second = [.. Hits(1, 1, 1).Skip(1), Hits(1)[0] with { Failure = "refused" }];

        ComparisonFigure figure = Between(Hits(0, 1, 0), second)[0];

        Assert.Equal((2, 0.5, 1.0), (figure.Count, figure.First, figure.Second));
    }

    [Fact]
    public void WithHolm_OfTwoFigures_AdjustsBoth()
    {
        ComparisonFigure[] figures = [Figure(0.04), Figure(null), Figure(0.03)];

        IReadOnlyList<ComparisonFigure> adjusted = MetricDifferences.WithHolm(figures);

        Assert.Equal([0.06, null, 0.06], adjusted.Select(figure => figure.AdjustedPValue));
    }

    private static ComparisonFigure Figure(double? pValue) => new()
    {
        Task = "task", Shots = 0, Name = "acc", Count = 1, First = 0, Second = 1, IsHigherBetter = true,
        PValue = pValue,
    };

    private static IReadOnlyList<ComparisonFigure> Between(int[] first, int[] second) =>
        Between(Hits(first), Hits(second));

    private static IReadOnlyList<ComparisonFigure> Between(SampleResult[] first, SampleResult[] second) =>
        MetricDifferences.Between(
            TaskReports.From(Task, Measured.Numbers(first), new SampleCounts(1, 1), isParity: false),
            0,
            Measured.Numbers(first),
            Measured.Numbers(second));

    private static SampleResult[] Hits(params int[] hits) =>
        [.. hits.Select((hit, i) => Measured.Choice(i, 1 - hit, -1, -2).Scored(Task))];

    private static SampleResult[] Losses(params double[] losses) =>
        [.. losses.Select((loss, i) => Measured.Choice(i, 0, -loss, -99).Scored(Task))];
}

using GptPrompting.Evaluation.Metrics;
using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Tests.Fakes;

namespace GptPrompting.Evaluation.Tests.Metrics;

public sealed class VariantAggregationTests
{
    // Without the first: +1 and +3, mean 2, standard error 1, t of 1 degree 12.7062. Without the second: -1 in the one
    // sample that has both.
    [Fact]
    public void Influence_OfTwoDemonstrations_IsTheMeanChangeOfLoss()
    {
        IReadOnlyList<InfluenceFigure> figures = InfluenceAggregation.Figures(Measured.Numbers(
            Of(0, "", 2, "x", "y"), Of(1, "", 2, "x", "z"),
            Of(0, "without:0", 3, "y"), Of(1, "without:0", 5, "z"),
            Of(0, "without:1", 1, "x"), Of(1, "without:1", 9, "x") with { Failure = "refused", Loss = null }));

        Assert.Equal([(0, 2, 2.0), (1, 1, -1.0)], figures.Select(each => (each.Index, each.Count, each.LossChange)));
        Assert.Equal(["x", "y"], figures.Select(each => each.Demonstration));
        Assert.Equal((2 - 12.7062047, 2 + 12.7062047), (
            Math.Round(figures[0].Low!.Value, 7), Math.Round(figures[0].High!.Value, 7)));
        Assert.Null(figures[1].Low);
    }

    [Fact]
    public void Influence_OfDifferentDemonstrations_NamesNone()
    {
        InfluenceFigure figure = Assert.Single(InfluenceAggregation.Figures(Measured.Numbers(
            Of(0, "", 2, "x"), Of(1, "", 2, "y"), Of(0, "without:0", 3), Of(1, "without:0", 3))));

        Assert.Null(figure.Demonstration);
    }

    // The plain prompts are the order 0,1; sample 2 lacks the order 1,0 and is left out of both.
    [Fact]
    public void Orders_OfTwo_AreComparedOnTheSamplesOfBoth()
    {
        OrderFigures figures = Assert.Single(OrderAggregation.Figures(Measured.Numbers(
            Of(0, "order:1,0", 4, "y", "x"), Of(1, "order:1,0", 6, "y", "x"),
            Of(0, "", 1, "x", "y"), Of(1, "", 2, "x", "y"), Of(2, "", 100, "x", "y"))));

        Assert.Equal([[0, 1], [1, 0]], figures.Orders.Select(each => each.Order));
        Assert.Equal([1.5, 5], figures.Orders.Select(each => each.Loss));
        Assert.Equal((3.25, 1.5, 5), (figures.MeanLoss, figures.BestLoss, figures.WorstLoss));
        Assert.Null(figures.Orders[0].Accuracy);
    }

    [Fact]
    public void Orders_OfChoices_HaveAnAccuracy()
    {
        SampleResult hit = Measured.Choice(0, 0, -1, -2) with { Variant = "order:0" };
        SampleResult miss = Measured.Choice(1, 0, -2, -1) with { Variant = "order:0" };

        Assert.Equal(0.5, Assert.Single(OrderAggregation.Figures(Measured.Numbers(hit, miss))).Orders[0].Accuracy);
    }

    private static SampleResult Of(int index, string variant, double loss, params string[] shown) =>
        Measured.Result(index) with { Variant = variant, Loss = loss, Shown = shown, Shots = 2 };
}

using GptPrompting.Evaluation.Metrics;
using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Tests.Fakes;

namespace GptPrompting.Evaluation.Tests.Metrics;

public sealed class DemonstrationCurveTests
{
    // Place 0: 1 and 3, mean 2, standard error 1, t of 1 degree: 2 ± 12.7062. Place 1: one prompt only.
    [Fact]
    public void Of_PromptsWithOwnDemonstrations_IsTheMeanAtEachPlace()
    {
        IReadOnlyList<DemonstrationFigure> curve = DemonstrationCurve.Of(
            Measured.Numbers(Showing(0, ("x", 1), ("y", 5)), Showing(1, ("z", 3))));

        Assert.Equal([(0, 2, 2.0), (1, 1, 5.0)], curve.Select(each => (each.Index, each.Count, each.Loss)));
        Assert.Equal(2 - 12.7062047, curve[0].Low!.Value, 6);
        Assert.Equal(2 + 12.7062047, curve[0].High!.Value, 6);
        Assert.Null(curve[1].Low);
    }

    // Three prompts begin with the same demonstration: it is one draw, of which no interval can be told.
    [Fact]
    public void Of_PromptsWithTheSameDemonstrations_CountsThemOnce()
    {
        DemonstrationFigure figure = Assert.Single(DemonstrationCurve.Of(
            Measured.Numbers(Showing(0, ("x", 1)), Showing(1, ("x", 1)), Showing(2, ("x", 1)))));

        Assert.Equal((3, 1.0), (figure.Count, figure.Loss));
        Assert.Null(figure.Low);
    }

    [Fact]
    public void Of_ResultsWithoutDemonstrations_IsEmpty() =>
        Assert.Empty(DemonstrationCurve.Of(Measured.Numbers(Measured.Result())));

    private static SampleResult Showing(int index, params (string Id, double Loss)[] shown) =>
        Measured.Result(index) with
        {
            Shown = [.. shown.Select(each => each.Id)],
            Demonstrations = [.. shown.Select(each => new DemonstrationLoss(each.Loss, 1))],
        };
}

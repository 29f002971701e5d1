using GptPrompting.Evaluation.Metrics;
using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Evaluation.Tests.Fakes;

namespace GptPrompting.Evaluation.Tests.Metrics;

public sealed class ShotsAggregationTests
{
    private static readonly EvaluationTask Task = Measured.Task(RequestKind.MultipleChoice, "acc", "mcc");

    [Fact]
    public void Figures_OfFailure_CountItAndLeaveItOut()
    {
        SampleResult hit = Measured.Choice(0, 0, -1, -2).Scored(Task);
        SampleResult failed = Measured.Result(1) with { Failure = "too long" };

        ShotsFigures figures = ShotsAggregation.Figures(
            Task, "group", 2, Measured.Numbers(failed, hit), isParity: false);

        Assert.Equal((1, 1, "group", 2), (figures.Count, figures.FailureCount, figures.Group, figures.Shots));
        Assert.Equal(["acc", "mcc", "loss"], figures.Metrics.Select(metric => metric.Name));
        Assert.Equal([1, 0, 1], figures.Metrics.Select(metric => metric.Value!.Value));
    }

    [Fact]
    public void Figures_OfGeneratedTexts_HaveNoLossAndOneMetricForEachFilter()
    {
        EvaluationTask task = Measured.Task(RequestKind.Generation, "exact_match") with
        {
            Filters = [new() { Name = "strict", Pattern = "a" }, new() { Name = "loose", Pattern = "b" }],
        };

        ShotsFigures figures = ShotsAggregation.Figures(
            task, null, 0, Measured.Numbers((Measured.Result() with { Output = "b" }).Scored(task)), isParity: false);

        Assert.Equal(["exact_match,strict", "exact_match,loose"], figures.Metrics.Select(metric => metric.Name));
        Assert.Null(figures.Lengths);
        Assert.Null(figures.Confusion);
    }

    [Fact]
    public void Figures_OfShuffledResults_AreTheSame()
    {
        EvaluationTask task = Task with { Seeds = [2, 1] };
        SampleResult[] results = [.. new[] { 1, 2 }.SelectMany(seed => Enumerable.Range(0, 20).Select(i =>
            (Measured.Choice(i, i % 2, -0.1 * i, -1.0 / (i + seed)) with { Seed = seed }).Scored(task)))];

        ShotsFigures figures = ShotsAggregation.Figures(
            task, null, 0, Measured.Numbers(results), isParity: false);
        ShotsFigures reversed = ShotsAggregation.Figures(
            task, null, 0, Measured.Numbers([.. results.Reverse()]), isParity: false);

        Assert.Equal([2, 1], figures.Seeds);
        Assert.Equal(figures.Metrics[^1] with { BySeed = [] }, reversed.Metrics[^1] with { BySeed = [] });
        Assert.Equal(figures.Metrics[^1].BySeed, reversed.Metrics[^1].BySeed);
    }

    [Fact]
    public void Confusion_OfOneSetOfLabels_CountsRightByPredicted()
    {
        ConfusionFigures confusion = ShotsAggregation.Confusion(Measured.Numbers(
            Measured.Choice(0, 0, -1, -2), Measured.Choice(1, 0, -2, -1), Measured.Choice(2, 0, -2, -1)))!;

        Assert.Equal(["a", "b"], confusion.Labels);
        Assert.Equal([1, 2], confusion.Counts[0]);
        Assert.Equal([0, 0], confusion.Counts[1]);
    }

    [Fact]
    public void Confusion_OfChoicesThatChange_IsNull() => Assert.Null(ShotsAggregation.Confusion(
        Measured.Numbers(Measured.Choice(0, 0, -1, -2), Measured.ChoiceOf(1, 0, ("a", -1), ("c", -2)))));

    // Losses 1, 2, 3 and characters 10, 30, 20: deviations (-1, 0, 1) and (-1, 1, 0) have the correlation 0.5.
    [Fact]
    public void Lengths_OfThreeResults_AreMeansAndCorrelations()
    {
        SampleResult[] results = [.. new[] { 10, 30, 20 }.Select((length, i) => Measured.Result(i) with
        {
            Loss = i + 1, InputCharacters = length, PromptTokens = 5, OutputCharacters = -i, OutputTokens = i,
        })];

        LengthFigures lengths = ShotsAggregation.Lengths(Measured.Numbers(results))!;

        Assert.Equal((20, 5, -1, 1), (
            lengths.InputCharacters, lengths.PromptTokens, lengths.OutputCharacters, lengths.OutputTokens));
        Assert.Equal(0.5, lengths.LossWithInputCharacters!.Value, 12);
        Assert.Null(lengths.LossWithPromptTokens);
        Assert.Equal(-1, lengths.LossWithOutputCharacters!.Value, 12);
        Assert.Equal(1, lengths.LossWithOutputTokens!.Value, 12);
    }
}

using GptPrompting.Evaluation.Metrics;
using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Evaluation.Tests.Fakes;

namespace GptPrompting.Evaluation.Tests.Metrics;

public sealed class TaskReportsTests
{
    [Fact]
    public void From_ShotsAndGroups_HasFiguresOfAllThenOfEachGroup()
    {
        EvaluationTask task = Measured.Task(RequestKind.MultipleChoice, "acc") with { Shots = [1, 0] };
        SampleResult[] results =
        [
            Of(task, 1, shots: 0, group: "b"), Of(task, 0, shots: 0, group: "a"), Of(task, 2, shots: 1, group: null),
        ];

        TaskReport report = TaskReports.From(
            task, Measured.Numbers(results), new SampleCounts(9, 3), isParity: false);

        Assert.Equal(
            [(1, null, 1), (0, null, 2), (0, "a", 1), (0, "b", 1)],
            report.Figures.Select(each => (each.Shots, each.Group, each.Count)));
        Assert.Equal(("task", "identity", 9), (report.Task, report.Identity, report.Samples.Original));
    }

    [Fact]
    public void From_VariantsAndFailures_CountsThemApartFromFigures()
    {
        EvaluationTask task = Measured.Task(RequestKind.MultipleChoice, "acc");
        SampleResult plain = Of(task, 0, 0, null) with { Shown = ["x"], Warnings = ["truncated", "truncated"] };
        SampleResult without = plain with { Variant = "without:0", Shown = [], Loss = 3, Warnings = ["truncated"] };
        SampleResult failed = Measured.Result(1) with { Failure = "too long" };

        TaskReport report = TaskReports.From(
            task, Measured.Numbers(plain, without, failed), new SampleCounts(2, 2), isParity: false);

        ShotsFigures figures = Assert.Single(report.Figures);
        Assert.Equal((1, 1), (figures.Count, figures.FailureCount));
        Assert.Equal(2, Assert.Single(report.Influence).LossChange);
        Assert.Equal(new Dictionary<string, int> { ["truncated"] = 2 }, report.Warnings);
        Assert.Equal(new Dictionary<string, int> { ["too long"] = 1 }, report.Failures);
        Assert.Equal(1, report.FailureCount);
    }

    private static SampleResult Of(EvaluationTask task, int index, int shots, string? group) =>
        (Measured.Choice(index, 0, -1, -2) with { Shots = shots, Group = group }).Scored(task);
}

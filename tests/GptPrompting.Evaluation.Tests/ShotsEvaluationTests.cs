using GptPrompting.Evaluation.Tests.Fakes;

namespace GptPrompting.Evaluation.Tests;

public sealed class ShotsEvaluationTests
{
    [Fact]
    public void Run_LossFallsWithShots_IsInTheRows()
    {
        // Each line of the prompt makes the model surer: 2, 4 and 6 lines at 0, 1 and 2 shots.
        var model = new TableScorer { LogProbability = prompt => -6.0 / prompt.Split('\n').Length };

        ShotsReport report = Evaluation(0, 1, 2).Run(model.Score);

        Assert.Equal([3.0, 1.5, 1.0], report.Rows.Select(row => row.Loss!.Value));
        Assert.All(report.Rows, row => Assert.Equal((2, 0), (row.SampleCount, row.FailureCount)));
        Assert.True(report.IsComplete);
    }

    [Fact]
    public void Run_SomeAreRight_ExactMatchIsTheirShare()
    {
        var model = new TableScorer { IsGreedy = prompt => prompt.Contains("first", StringComparison.Ordinal) };

        string[] ids = ["first", "2", "3", "4"];
        ShotsSample[] samples = [.. ids.Select(id => Samples.New(id) with { Input = id })];

        ShotsRow row = new ShotsEvaluation(samples, [0]).Run(model.Score).Rows.Single();

        // 1 of 4: the deviations are 0.75 and three times -0.25, so the error is sqrt(0.75 / 3 / 4) = 0.25.
        Assert.Equal((0.25, 0.25), (row.ExactMatch, row.ExactMatchStandardError));
    }

    [Fact]
    public void Run_SampleWithTooFewDemonstrations_IsCountedAndInNoMean()
    {
        ShotsSample[] samples = [Samples.New("full"), Samples.New("empty") with { Demonstrations = [] }];

        ShotsReport report = new ShotsEvaluation(samples, [1]).Run(new TableScorer().Score);

        ShotsRow row = report.Rows.Single();
        Assert.Equal((1, 1, 1.0), (row.SampleCount, row.FailureCount, row.Loss));
        Assert.Contains("has 0 demonstrations", report.Results[1].FailureReason, StringComparison.Ordinal);
        Assert.Equal(1, report.FailureCount);
    }

    [Fact]
    public void Run_EverythingFails_HasNoMeans()
    {
        ShotsRow row = Evaluation(0).Run((_, _, _) => throw new ArgumentException("too long")).Rows.Single();

        Assert.Equal((0, 2), (row.SampleCount, row.FailureCount));
        Assert.Null(row.Loss);
        Assert.Null(row.ExactMatch);
    }

    [Fact]
    public void Run_Cancelled_KeepsWhatWasMeasured()
    {
        using var cancellation = new CancellationTokenSource();
        var progress = new Progress(step => { if (step.Done == 3) { cancellation.Cancel(); } });

        ShotsReport report = Evaluation(0, 1).Run(new TableScorer().Score, progress, cancellation.Token);

        Assert.Equal((3, 4, false), (report.Results.Count, report.ExpectedCount, report.IsComplete));
        Assert.Equal([2, 1], report.Rows.Select(row => row.SampleCount));
    }

    [Fact]
    public void Run_Progress_CountsToTheEnd()
    {
        var steps = new List<ShotsProgress>();

        Evaluation(0, 2).Run(new TableScorer().Score, new Progress(steps.Add));

        Assert.Equal([1, 2, 3, 4], steps.Select(step => step.Done));
        Assert.All(steps, step => Assert.Equal(4, step.Total));
    }

    [Fact]
    public void Run_ErrorThatIsNoArgumentError_PassesThrough() =>
        Assert.Throws<InvalidOperationException>(
            () => Evaluation(0).Run((_, _, _) => throw new InvalidOperationException()));

    [Fact]
    public void Run_TwoTasks_AreTwoRows()
    {
        ShotsSample[] samples = [Samples.New("1", task: "a"), Samples.New("2", task: "b")];

        ShotsReport report = new ShotsEvaluation(samples, [0]).Run(new TableScorer().Score);

        Assert.Equal(["a", "b"], report.Rows.Select(row => row.Task));
    }

    [Fact]
    public void New_NothingToMeasure_IsAnArgumentError()
    {
        Assert.Throws<ArgumentException>(() => new ShotsEvaluation([], [0]));
        Assert.Throws<ArgumentException>(() => new ShotsEvaluation([Samples.New()], []));
        Assert.Throws<ArgumentException>(() => new ShotsEvaluation([Samples.New()], [1, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShotsEvaluation([Samples.New()], [-1]));
    }

    private static ShotsEvaluation Evaluation(params int[] shots) => new(
        [Samples.New("s1") with { Input = "first" }, Samples.New("s2") with { Input = "second" }], shots);

    private sealed class Progress(Action<ShotsProgress> report) : IProgress<ShotsProgress>
    {
        public void Report(ShotsProgress value) => report(value);
    }
}

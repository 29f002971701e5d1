using GptPrompting.Evaluation.Progress;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Tests.Reports;

namespace GptPrompting.Evaluation.Tests.Progress;

public class ProgressMeterTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Add_OneEachHalfSecond_SaysSpeedsAndTimeLeft()
    {
        var meter = new ProgressMeter(10, _time);

        EvaluationProgress progress = Run(meter, 4, 0.5, tokensEach: 30);

        // 4 in 2 s, 120 tokens in 2 s, 6 left at 2 a second.
        Assert.Equal((4, 10, 2.0, 60.0), (
            progress.Done, progress.Total, progress.SamplesPerSecond, progress.TokensPerSecond));
        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3)), (progress.Elapsed, progress.TimeLeft));
    }

    [Fact]
    public void Add_SpeedChanges_IsOfTheWindow()
    {
        var meter = new ProgressMeter(1000, _time, TimeSpan.FromSeconds(10));
        Run(meter, 100, 0.1);

        EvaluationProgress progress = Run(meter, 20, 1);

        Assert.Equal(1.0, progress.SamplesPerSecond!.Value, 6);
    }

    [Fact]
    public void AddKept_ResultsOfAnEarlierTry_AreDoneAndInNoSpeed()
    {
        var meter = new ProgressMeter(10, _time);
        meter.AddKept(Result(3));
        meter.AddKept(Result(3));

        EvaluationProgress progress = Run(meter, 2, 1);

        Assert.Equal((4, 1.0, 2.0), (progress.Done, progress.SamplesPerSecond, progress.RunningLoss));
        Assert.Equal(TimeSpan.FromSeconds(6), progress.TimeLeft);
    }

    [Fact]
    public void Add_FailuresAndChangedPrompts_AreInNoLoss()
    {
        var meter = new ProgressMeter(4, _time);
        meter.Add(Result(2));
        meter.Add(Result(7) with { Variant = "without:0" });
        meter.Add(Result(null) with { Failure = "too long" });

        EvaluationProgress progress = meter.Add(Result(double.PositiveInfinity));

        Assert.Equal((4, 1, 2.0, TimeSpan.Zero), (
            progress.Done, progress.Failed, progress.RunningLoss, progress.TimeLeft));
    }

    [Fact]
    public void Current_BeforeAnything_KnowsNoSpeed()
    {
        var meter = new ProgressMeter(4, _time);
        _time.Move(1);

        EvaluationProgress progress = meter.Current;

        Assert.Equal((null, null, null, (TimeSpan?)null), (
            progress.SamplesPerSecond, progress.TokensPerSecond, progress.RunningLoss, progress.TimeLeft));
    }

    [Fact]
    public void Current_NothingComesAnyMore_GetsSlower()
    {
        var meter = new ProgressMeter(10, _time);
        Run(meter, 4, 1);
        _time.Move(4);

        Assert.Equal(0.5, meter.Current.SamplesPerSecond);
    }

    [Fact]
    public void New_NegativeTotalOrNoWindow_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ProgressMeter(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ProgressMeter(1, _time, TimeSpan.Zero));
    }

    private EvaluationProgress Run(ProgressMeter meter, int count, double secondsEach, int? tokensEach = null)
    {
        EvaluationProgress progress = meter.Current;
        for (int i = 1; i <= count; i++)
        {
            _time.Move(secondsEach);
            progress = meter.Add(Result(1), tokensEach * i);
        }

        return progress;
    }

    private static SampleResult Result(double? loss) => SmallReport.Result() with { Loss = loss };
}

using GptPrompting.Cli.Measuring;
using GptPrompting.Evaluation.Progress;

namespace GptPrompting.Cli.Tests.Measuring;

public class LiveProgressTests
{
    [Fact]
    public void Line_Everything_IsInOrder()
    {
        var progress = new EvaluationProgress
        {
            Done = 1200,
            Total = 5000,
            Failed = 3,
            SamplesPerSecond = 12.34,
            TokensPerSecond = 9876.5,
            RunningLoss = 1.2346,
            Elapsed = TimeSpan.FromSeconds(90),
            TimeLeft = TimeSpan.FromSeconds(3723),
        };

        Assert.Equal(
            "1,200 of 5,000  12.3 samples/s  9,876 tokens/s  loss 1.235  3 not measured  01:02:03 left",
            LiveProgress.Line(progress));
    }

    [Fact]
    public void Line_OnlyCounts_HasNothingElse() => Assert.Equal("0 of 5", LiveProgress.Line(
        new EvaluationProgress { Done = 0, Total = 5, Failed = 0, Elapsed = TimeSpan.Zero, TokensPerSecond = 0 }));

    [Fact]
    public void Line_MoreThanADayLeft_TellsTheDays() => Assert.Equal("0 of 5  1.02:03:04 left", LiveProgress.Line(
        new EvaluationProgress
        {
            Done = 0, Total = 5, Failed = 0, Elapsed = TimeSpan.Zero, TimeLeft = new TimeSpan(1, 2, 3, 4),
        }));

    [Fact]
    public void On_AWriterThatNobodyLooksAt_IsNull() => Assert.Null(LiveProgress.On(new StringWriter()));
}

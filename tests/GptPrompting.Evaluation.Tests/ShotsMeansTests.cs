namespace GptPrompting.Evaluation.Tests;

public sealed class ShotsMeansTests
{
    [Fact]
    public void Mean_FourNumbers_IsTheirSumOverFour() => Assert.Equal(2.5, ShotsMeans.Mean([1, 2, 3, 4]));

    [Fact]
    public void Mean_NoNumbers_IsNull() => Assert.Null(ShotsMeans.Mean([]));

    // Deviations from 2.5 squared: 2.25 + 0.25 + 0.25 + 2.25 = 5; 5 / 3 / 4 = 0.41667; its root 0.6454972.
    [Fact]
    public void StandardError_FourNumbers_UsesOneLessThanTheirCount() =>
        Assert.Equal(0.6454972243679028, ShotsMeans.StandardError([1, 2, 3, 4])!.Value, 15);

    [Fact]
    public void StandardError_OneNumber_IsNull() => Assert.Null(ShotsMeans.StandardError([1]));
}

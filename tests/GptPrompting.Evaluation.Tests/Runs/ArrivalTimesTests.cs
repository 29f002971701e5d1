using GptPrompting.Evaluation.Runs;

namespace GptPrompting.Evaluation.Tests.Runs;

public sealed class ArrivalTimesTests
{
    [Fact]
    public void ToArray_ResultsOfOnePass_ShareItsTime()
    {
        var times = new ArrivalTimes(5);

        // Two passes of 0.4 and 0.9 seconds; the first had the results 3 and 1.
        times.Add(3, 0.4);
        times.Add(1, 0);
        times.Add(0, 0.9);
        times.Add(4, 0);
        times.Add(2, 0);

        Assert.Equal([0.3, 0.2, 0.3, 0.2, 0.3], times.ToArray().Select(seconds => Math.Round(seconds, 12)));
    }

    [Fact]
    public void ToArray_NoResults_IsEmpty() => Assert.Empty(new ArrivalTimes(0).ToArray());
}

using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Tests.Fakes;

namespace GptPrompting.Evaluation.Tests.Results;

public sealed class ResultNumbersTests
{
    [Fact]
    public void Each_EqualNames_AreOneObject()
    {
        IReadOnlyList<ResultNumbers> numbers = Measured.Numbers(Named("x"), Named("x"), Named("y"));

        Assert.Same(numbers[0].Key.Sample, numbers[1].Key.Sample);
        Assert.Same(numbers[0].Shown, numbers[1].Shown);
        Assert.Same(numbers[0].MetricNames, numbers[2].MetricNames);
        Assert.Equal(["x", "d"], numbers[0].Shown);
        Assert.Equal(["y", "d"], numbers[2].Shown);
    }

    [Fact]
    public void Metric_OfAName_IsItsValueOrNull()
    {
        ResultNumbers numbers = Measured.Numbers(Named("x") with
        {
            Metrics = new Dictionary<string, double> { ["b"] = 2, ["a"] = 1 },
        })[0];

        Assert.Equal((1.0, 2.0, null), (numbers.Metric("a"), numbers.Metric("b"), numbers.Metric("c")));
        Assert.Equal(["b", "a"], numbers.MetricNames);
    }

    // exp(0) / (exp(0) + exp(-ln 3)) = 3 / 4.
    [Fact]
    public void Confidence_OfChoices_IsTheProbabilityOfThePredictedOne()
    {
        Assert.Equal(0.75, Measured.Numbers(Measured.Choice(0, 1, 0, -Math.Log(3)))[0].Confidence!.Value, 12);
        Assert.Null(Measured.Numbers(Measured.Result())[0].Confidence);
    }

    // As parsed from a file: no two texts are one object.
    private static SampleResult Named(string name) => Measured.Result() with
    {
        Sample = new string(name.AsSpan()),
        Shown = [new string(name.AsSpan()), "d"],
        Metrics = new Dictionary<string, double> { ["acc"] = 1 },
    };
}

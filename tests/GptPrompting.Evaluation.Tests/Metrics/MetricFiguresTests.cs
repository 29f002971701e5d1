using GptPrompting.Evaluation.Metrics;
using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Statistics;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Evaluation.Tests.Fakes;

namespace GptPrompting.Evaluation.Tests.Metrics;

public sealed class MetricFiguresTests
{
    [Fact]
    public void Of_HitsOfOneSeed_HasWilsonsIntervalAndTheHarnessError()
    {
        Interval wilson = Interval.Wilson(0.75, 4);

        MetricFigure figure = Figure("acc", RequestKind.MultipleChoice, Values("acc", 1, 1, 0, 1));

        Assert.Equal(0.75, figure.Value);
        Assert.Equal(0.25, figure.StandardError);
        Assert.Equal((wilson.Low, wilson.High), (figure.Low!.Value, figure.High!.Value));
        Assert.Equal([0.75], figure.BySeed);
    }

    // Standard error 0.6454972 as in CrossedEffectsTests, and t of 3 degrees: 2.5 ± 3.182446 · 0.6454972.
    [Fact]
    public void Of_Losses_HasStudentsInterval()
    {
        MetricFigure figure = Figure("loss", RequestKind.LogLikelihood, Values("loss", 1, 2, 3, 4));

        Assert.Equal(0.6454972243679028, figure.StandardError!.Value, 12);
        Assert.Equal(2.5 - 2.0542603, figure.Low!.Value, 6);
        Assert.Equal(2.5 + 2.0542603, figure.High!.Value, 6);
        Assert.False(figure.IsHigherBetter);
    }

    // Deviations 0.25 + 0.25 in one document, -0.75 + 0.25 in the other: (0.5² + 0.5²) · 2 / 1 / 4².
    [Fact]
    public void Of_HitsInClusters_HasTheClusteredError()
    {
        SampleResult[] results = [.. Values("acc", 1, 1, 0, 1)
            .Select((result, i) => result with { Cluster = i < 2 ? "a" : "b" })];

        MetricFigure figure = Figure("acc", RequestKind.MultipleChoice, results);

        Assert.Equal(0.25, figure.StandardError!.Value, 12);
    }

    // The ANOVA of 1 2 / 3 6 / 5 7: CrossedEffectsTests.
    [Fact]
    public void Of_TwoSeeds_HasTheErrorOverSamplesAndSeeds()
    {
        SampleResult[] results =
        [
            .. Values("loss", 1, 3, 5),
            .. Values("loss", 2, 6, 7).Select(result => result with { Seed = 2 }),
        ];

        MetricFigure figure = MetricFigures.Of(
            "loss",
            MetricCatalog.Find("loss", RequestKind.LogLikelihood),
            Measured.Numbers(results),
            [1, 2],
            isParity: false);

        Assert.Equal(4, figure.Value);
        Assert.Equal(1.6329931618554521, figure.StandardError!.Value, 12);
        Assert.Equal([3, 5], figure.BySeed);
    }

    [Fact]
    public void Of_AlwaysRightInTwoSeeds_IsNotCertain()
    {
        SampleResult[] results =
        [
            .. Values("acc", 1, 1, 1), .. Values("acc", 1, 1, 1).Select(result => result with { Seed = 2 }),
        ];

        MetricFigure figure = Figure("acc", RequestKind.MultipleChoice, results);

        Assert.InRange(figure.Low!.Value, 0.1, 0.5);
        Assert.Equal(1, figure.High);
    }

    // e^2; the mean's interval -2 ± 4.302653 · √(1/3) carried over.
    [Fact]
    public void Of_Perplexity_CarriesTheMeansIntervalOver()
    {
        MetricFigure figure = Figure("perplexity", RequestKind.LogLikelihood, Values("perplexity", -1, -2, -3));

        Assert.Equal(Math.Exp(2), figure.Value!.Value, 12);
        Assert.Equal(Math.Exp(2) * Math.Sqrt(1.0 / 3), figure.StandardError!.Value, 12);
        Assert.Equal(Math.Exp(2 - 2.484138), figure.Low!.Value, 5);
        Assert.Equal(Math.Exp(2 + 2.484138), figure.High!.Value, 4);
    }

    // bootstrap_stderr of lm_eval/api/metrics.py: see BootstrapTests.
    [Fact]
    public void Of_PerplexityInParity_HasTheBootstrapError()
    {
        var random = new Evaluation.Parity.PythonRandom(11);
        SampleResult[] results = Values(
            "perplexity", [.. Enumerable.Range(0, 12).Select(_ => -random.NextDouble() * 5)]);

        MetricFigure figure = MetricFigures.Of(
            "perplexity",
            MetricCatalog.Find("perplexity", RequestKind.LogLikelihood),
            Measured.Numbers(results),
            [1],
            isParity: true);

        Assert.Equal(12.254746474046978, figure.Value);
        Assert.Equal(4.253700399666924, figure.StandardError);
    }

    // stderr_for_metric of lm_eval/api/metrics.py has no error for brier_score. Its value is
    // np.mean(np.sum((softmax(lls) - one-hot) ** 2, axis=1)): 2 · 0.5² of equal choices, 2 · 0.75² of 3 to 1 against
    // the right one.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_BrierScore_HasAnErrorButNotInParity(bool isParity)
    {
        Metric metric = MetricCatalog.Find("brier_score", RequestKind.MultipleChoice);
        EvaluationTask task = Measured.Task(RequestKind.MultipleChoice, "brier_score");
        SampleResult[] results =
        [
            Measured.Choice(0, 0, 0, 0).Scored(task),
            Measured.Choice(1, 1, Math.Log(0.75), Math.Log(0.25)).Scored(task),
        ];

        MetricFigure figure = MetricFigures.Of("brier_score", metric, Measured.Numbers(results), [1], isParity);

        Assert.Equal((0.5 + 1.125) / 2, figure.Value!.Value, 12);
        Assert.Equal(isParity, figure.StandardError is null);
    }

    // Bits: (1 + 3) / (2 + 6) bytes / ln 2; residuals -1 + 1 and -3 + 3 are 0, so there is no spread.
    [Fact]
    public void Of_BitsPerByte_HasAnIntervalButNoError()
    {
        SampleResult[] results =
        [
            .. new[] { (-1.0, 2.0), (-3.0, 6.0) }.Select((part, i) => Measured.Result(i) with
            {
                Metrics = new Dictionary<string, double> { ["bits_per_byte"] = part.Item1, ["bytes"] = part.Item2 },
            }),
        ];

        MetricFigure figure = Figure("bits_per_byte", RequestKind.Rolling, results);

        Assert.Equal(0.5 / Math.Log(2), figure.Value!.Value, 12);
        Assert.Null(figure.StandardError);
        Assert.Equal(0.5 / Math.Log(2), figure.High!.Value, 12);
    }

    [Fact]
    public void Of_CalibrationError_HasNoInterval()
    {
        MetricFigure figure = Figure(
            "ece", RequestKind.MultipleChoice, [Measured.Choice(0, 0, 0, 0), Measured.Choice(1, 1, 0, 0)]);

        // Both are sure with a half, and one is right.
        Assert.Equal(0, figure.Value!.Value, 12);
        Assert.Null(figure.Low);
    }

    [Fact]
    public void Of_NoResults_IsNull()
    {
        MetricFigure figure = Figure("acc", RequestKind.MultipleChoice, []);

        Assert.Null(figure.Value);
        Assert.Equal([null], figure.BySeed);
    }

    [Fact]
    public void Of_OneLoss_HasNoError()
    {
        MetricFigure figure = Figure("loss", RequestKind.LogLikelihood, Values("loss", 2));

        Assert.Equal(2, figure.Value);
        Assert.Null(figure.StandardError);
        Assert.Null(figure.Low);
    }

    private static MetricFigure Figure(string name, RequestKind kind, SampleResult[] results) =>
        MetricFigures.Of(name, MetricCatalog.Find(name, kind), Measured.Numbers(results), [1], isParity: false);

    private static SampleResult[] Values(string name, params double[] values) =>
        [.. values.Select((value, i) => Measured.Result(i) with
        {
            Metrics = new Dictionary<string, double> { [name] = value },
        })];
}

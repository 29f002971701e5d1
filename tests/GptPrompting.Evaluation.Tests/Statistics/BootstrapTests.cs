using GptPrompting.Evaluation.Metrics;
using GptPrompting.Evaluation.Parity;
using GptPrompting.Evaluation.Statistics;

namespace GptPrompting.Evaluation.Tests.Statistics;

// Expected: bootstrap_stderr of lm_eval/api/metrics.py with 100,000 draws, run by CPython 3.11.7.
public sealed class BootstrapTests
{
    private static readonly int[] Cells = [0, 0, 3, 3, 2, 1, 3, 0, 3, 0];

    // Log-likelihoods: -5 · random() of Random(11), twelve times; the perplexity is 12.2547.
    [Fact]
    public void StandardError_OfPerplexity_IsTheHarnessToTheLastBit()
    {
        var random = new PythonRandom(11);
        double[] values = [.. Enumerable.Range(0, 12).Select(_ => -random.NextDouble() * 5)];

        double error = Bootstrap.StandardError(12, places => RatioAggregate.Perplexity.ValueAt(values, places));

        Assert.Equal(4.253700399666924, error);
    }

    [Fact]
    public void StandardError_OfMatthewsCorrelation_IsTheHarnessToTheLastBit() => Assert.Equal(
        0.26787923187561224,
        Bootstrap.StandardError(10, places => LabelCounts.OfCells(2, Cells, places).MatthewsCorrelation()));

    [Fact]
    public void StandardError_OfF1_IsTheHarnessToTheLastBit() => Assert.Equal(
        0.16190163132160465,
        Bootstrap.StandardError(10, places => LabelCounts.OfCells(2, Cells, places).BinaryF1()));

    // Means of two draws from 0 and 1: 0, a half or 1 with 1/4, 1/2 and 1/4.
    [Fact]
    public void OfMean_OfTwoUnits_ReachesFromEndToEnd() =>
        Assert.Equal(new Interval(0, 1), Bootstrap.OfMean([(0, 1), (1, 1)], 1));

    // Standard error of 400 zeros and ones in equal parts: 0.025; 1.96 of it on each side of a half.
    [Fact]
    public void OfMean_OfManyUnits_IsNearTheNormalInterval()
    {
        Interval interval = Bootstrap.OfMean(
            [.. Enumerable.Range(0, 400).Select(i => ((double)(i % 2), 1))], 1)!.Value;

        Assert.InRange(interval.Low, 0.446, 0.456);
        Assert.InRange(interval.High, 0.544, 0.554);
    }

    [Fact]
    public void OfMean_OfOneUnit_IsNull() => Assert.Null(Bootstrap.OfMean([(1, 1)], 1));
}

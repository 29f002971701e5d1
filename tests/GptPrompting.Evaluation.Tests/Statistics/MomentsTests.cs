using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GptPrompting.Evaluation.Parity;
using GptPrompting.Evaluation.Statistics;

namespace GptPrompting.Evaluation.Tests.Statistics;

// Expected: mean, sample_stddev and mean_stderr of lm_eval/api/metrics.py, run by CPython 3.11.7.
public sealed class MomentsTests
{
    [Fact]
    public void StandardError_Of1000Numbers_IsTheHarnessToTheLastBit()
    {
        var random = new PythonRandom(1);
        double[] values = [.. Enumerable.Range(0, 1000).Select(_ => random.NextDouble())];

        Assert.Equal(0.5141370278623858, Moments.Mean(values));
        Assert.Equal(0.28953111943772897, Moments.SampleDeviation(values));
        Assert.Equal(0.009155777909214732, Moments.StandardError(values));
    }

    [Fact]
    public void StandardError_Of777Hits_IsTheHarnessToTheLastBit()
    {
        double[] values = [.. Enumerable.Range(0, 777).Select(i => i < 240 ? 1.0 : 0.0)];

        Assert.Equal(0.3088803088803089, Moments.Mean(values));
        Assert.Equal(0.016585970334626828, Moments.StandardError(values));
    }

    // Squares by pow(x, 2), as Python has them on Linux; by x * x it would be 104.87845038477217.
    [Fact]
    public void StandardError_OfThreeNumbers_TakesSquaresAsPythonDoes() =>
        Assert.Equal(104.87845038477214, Moments.StandardError([735.553, 374.513, 590.147]));

    // (random() - 0.5) * 10 ** randrange(-3, 4), 5 + seed times, for the seeds 0 to 299.
    [Fact]
    public void StandardError_Of300Lists_IsTheHarnessToTheLastBit()
    {
        var text = new StringBuilder();

        for (int seed = 0; seed < 300; seed++)
        {
            var random = new PythonRandom(seed);
            double[] values = [.. Enumerable.Range(0, 5 + seed).Select(_ =>
                (random.NextDouble() - 0.5) * Power(random.RandBelow(7) - 3))];
            text.Append(CultureInfo.InvariantCulture, $"{PythonNumbers.Repr(Moments.StandardError(values)!.Value)};");
        }

        Assert.Equal(
            "a9058501c226d7895121d6e1acb9fe30d2feb9931d2d34a18781bc3c8bd19b02",
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))));
    }

    [Fact]
    public void StandardError_OfOneNumber_IsNull() => Assert.Null(Moments.StandardError([1]));

    // (9 · 0.01 · 10 + 19 · 0.04 · 20) / 28 / 30 = (0.9 + 15.2) / 840 = 0.0191666...; its root 0.1384437.
    [Fact]
    public void PooledStandardError_OfTwoGroups_IsTheHarness() =>
        Assert.Equal(0.13844373104863458, Moments.PooledStandardError([0.1, 0.2], [10, 20]), 15);

    private static double Power(int exponent) => exponent switch
    {
        -3 => 0.001, -2 => 0.01, -1 => 0.1, 0 => 1, 1 => 10, 2 => 100, _ => 1000,
    };
}

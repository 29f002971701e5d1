using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Tests.Fakes;
using GptPrompting.Evaluation.Tests.Reports;

namespace GptPrompting.Evaluation.Tests.Results;

public class SampleOrderTests
{
    [Fact]
    public void Sort_AnyOrder_IsByTaskShotsSeedVariantAndPlace()
    {
        SampleResult plain = SmallReport.Result() with { Task = "b", Shots = 1, Seed = 1, Index = 1 };
        SampleResult[] expected =
        [
            plain, plain with { Index = 10 }, plain with { Index = 0, Variant = "order:1,0" }, plain with { Seed = 2 },
            plain with { Shots = 8 }, plain with { Task = "a" }, plain with { Task = "z" },
        ];

        Assert.Equal(expected, SampleOrder.Sort(
            ["b", "a"], expected.Reverse(), result => Measured.Numbers(result)[0]));
    }

    [Fact]
    public void ByInterest_Losses_TakesTheWorstAndOthersInTurns()
    {
        double?[] losses = [1, 5, null, 9, 2, 3, 4, 0.5];
        SampleResult[] results =
            [.. losses.Select(loss => SmallReport.Result() with { Loss = loss, Metrics = NoHits })];

        int[] order = [.. SampleOrder.ByInterest(Measured.Numbers(results), 1234)];

        // 9 nats and 5 nats come first; every index is there once.
        Assert.Equal(3, order[0]);
        Assert.Contains(1, order[..3]);
        Assert.Equal(Enumerable.Range(0, 8), order.Order());
        Assert.Equal(order, SampleOrder.ByInterest(Measured.Numbers(results), 1234));
    }

    [Fact]
    public void ByInterest_GeneratedTexts_TakesMissesFirst()
    {
        SampleResult[] results = [.. Enumerable.Range(0, 6).Select(i => SmallReport.Result() with
        {
            Loss = null, Metrics = new Dictionary<string, double> { ["exact_match"] = i == 4 ? 0 : 1 },
        })];

        Assert.Equal(4, SampleOrder.ByInterest(Measured.Numbers(results), 1).First());
    }

    private static Dictionary<string, double> NoHits => [];
}

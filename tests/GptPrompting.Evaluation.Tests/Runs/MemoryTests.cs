using GptPrompting.Evaluation.Comparisons;
using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Reports.Html;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Runs;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Evaluation.Tests.Fakes;
using GptPrompting.Evaluation.Tests.Reports;
using GptPrompting.Scoring;

namespace GptPrompting.Evaluation.Tests.Runs;

/// <summary>
/// Memory does not grow with the samples but for a few numbers of each: nobody keeps a result that passes.
/// </summary>
public sealed class MemoryTests : IDisposable
{
    // The garbage collector may find a result or two on the stack.
    private const int Few = 5;
    private const int Count = 1000;

    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ResultNumbers_OfPassingResults_KeepNone()
    {
        FleetingResults results = Fleeting();

        ResultNumbers[] numbers = [.. ResultNumbers.Each(results)];

        Assert.Equal(Count, numbers.Length);
        Assert.InRange(results.MostKept, 0, Few);
    }

    [Fact]
    public void HtmlReport_OfPassingResults_KeepsNone()
    {
        FleetingResults results = Fleeting();

        HtmlReport.Write(SmallReport.New(), results);

        Assert.Equal(2, results.Enumerations);
        Assert.InRange(results.MostKept, 0, Few);
    }

    [Fact]
    public void JUnit_OfPassingFailures_KeepsNone()
    {
        var results = new FleetingResults(Count, i => Result(i) with { Failure = "too long" });

        ReportJUnit.Write(SmallReport.New(), [], results);

        Assert.InRange(results.MostKept, 0, Few);
    }

    [Fact]
    public void Comparison_OfPassingResults_KeepsNone()
    {
        FleetingResults first = Fleeting();
        FleetingResults second = Fleeting();
        ComparedRun a = new("a", SmallReport.New(), first);
        ComparedRun b = new("b", SmallReport.New(), second);

        var comparison = RunComparison.Of(a, b);
        HtmlComparison.Write(comparison, a, b);

        Assert.Equal(Count, Assert.Single(comparison.Pairings).Paired);
        Assert.InRange(first.MostKept, 0, Few);
        Assert.InRange(second.MostKept, 0, Few);
    }

    [Fact]
    public async Task RunAsync_WithAFolder_KeepsNoRepliesOfBatchesBefore()
    {
        var model = new WordyModel();
        var options = new EvaluatorOptions { BatchSize = 20 };

        EvaluationRun run = await new Evaluator(model, options).RunAsync([Likelihood(500)], _folder["run"]);
        ReportFiles.Write(_folder["run"], run, []);

        Assert.Equal(500, run.Results.Count);
        Assert.InRange(model.MostKept, 0, 2 * 20);
        Assert.InRange(model.Kept(), 0, Few);
        Assert.NotSame(run.Results[0], run.Results[0]);
    }

    private static FleetingResults Fleeting() => new(Count, Result);

    private static SampleResult Result(int index) => SmallReport.Result() with
    {
        Sample = $"s{index}",
        Index = index,
        Tokens = [new TokenScore(1, "x", -1)],
    };

    private static EvaluationTask Likelihood(int count) => Letters.Likelihood() with
    {
        Samples = [.. Enumerable.Range(0, count).Select(Letters.Sample)],
    };
}

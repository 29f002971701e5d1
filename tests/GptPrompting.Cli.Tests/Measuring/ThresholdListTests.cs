using System.CommandLine;
using GptPrompting.Cli.Measuring;
using GptPrompting.Evaluation.Reports;

namespace GptPrompting.Cli.Tests.Measuring;

public class ThresholdListTests
{
    private static readonly EvaluationReport Report = SmallReport.Of(
        ("a", 0, "acc", 0.5, true), ("a", 4, "acc", 0.75, true), ("b", 0, "acc", 0.25, true),
        ("b", 0, "loss", 2, false), ("b", 0, "pass@10", 0.5, true), ("b", 0, "exact_match,strict-match", 0.5, true));

    [Theory]
    [InlineData("acc=0.5", "a@0 kept, a@4 kept, b@0 not kept")]
    [InlineData("a:acc=0.6", "a@0 not kept, a@4 kept")]
    [InlineData("acc@4=0.75", "a@4 kept")]
    [InlineData("a:acc@0=0.6", "a@0 not kept")]
    [InlineData("loss=2", "b@0 kept")]
    [InlineData("loss=1.5", "b@0 not kept")]
    [InlineData("pass@10=0.5", "b@0 kept")]
    [InlineData("pass@10@0=0.6", "b@0 not kept")]
    [InlineData("b:exact_match,strict-match@0=5e-1", "b@0 kept")]
    public void Read_Limit_IsOfEveryFigureThatItNames(string limit, string expected)
    {
        var list = new ThresholdList();

        IReadOnlyList<ThresholdOutcome> outcomes = list.Read(Parse(list, limit), Report);

        Assert.Equal(expected, string.Join(", ", outcomes.Select(
            each => $"{each.Task}@{each.Shots} {(each.Passed ? "kept" : "not kept")}")));
    }

    [Theory]
    [InlineData("acc=0.5")]
    [InlineData("a:acc@4=0.5")]
    [InlineData("loss@0=2")]
    public void Check_FigureThatIsMeasured_IsTaken(string limit)
    {
        var list = new ThresholdList();

        list.Check(Parse(list, limit), [new("a", ["acc"], [0, 4]), new("b", ["acc", "loss"], [0])]);
    }

    [Theory]
    [InlineData("acc")]
    [InlineData("acc=")]
    [InlineData("=0.5")]
    [InlineData("acc=NaN")]
    [InlineData("acc=1e999")]
    [InlineData("acc=0,5")]
    [InlineData("acc@=1")]
    [InlineData("acc@4@4=1")]
    [InlineData("acc@99999999999=1")]
    [InlineData("a:b:acc=1")]
    public void Check_NoLimit_Throws(string limit)
    {
        var list = new ThresholdList();

        ArgumentException error = Assert.Throws<ArgumentException>(() => list.Check(Parse(list, limit)));

        Assert.StartsWith($"--fail-under is '{limit}'; it must be such as", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("foo=1")]
    [InlineData("c:acc=1")]
    [InlineData("acc@2=1")]
    [InlineData("a:loss=1")]
    [InlineData("b:acc@4=1")]
    public void CheckAndRead_FigureThatNobodyMeasures_Throw(string limit)
    {
        var list = new ThresholdList();
        FigureNames[] names = [new("a", ["acc"], [0, 4]), new("b", ["acc", "loss"], [0])];

        ArgumentException error = Assert.Throws<ArgumentException>(() => list.Check(Parse(list, limit), names));

        Assert.Equal(
            $"--fail-under is '{limit}', but nothing that is measured is called so; "
            + "there is acc of a at 0, 4 shots; acc, loss of b at 0 shots.",
            error.Message);
        Assert.Throws<ArgumentException>(() => list.Read(Parse(list, limit), Report));
    }

    [Fact]
    public void Describe_Outcome_SaysWhatWasMeasuredAndTheLimit() => Assert.Equal(
        "a acc at 1 shot is 0.5000, limit at least 0.8", ThresholdList.Describe(
            new ThresholdOutcome { Task = "a", Shots = 1, Metric = "acc", Limit = 0.8, Value = 0.5 }));

    private static ParseResult Parse(ThresholdList list, string limit) =>
        new RootCommand { list }.Parse(["--fail-under", limit]);
}

using GptPrompting.Evaluation.Comparisons;
using GptPrompting.Evaluation.Reports;

namespace GptPrompting.Evaluation.Tests.Comparisons;

public class RunComparisonTests
{
    [Fact]
    public void Of_SampleInOneRunOnly_IsCountedAndNotCompared()
    {
        ComparedRun a = TwoRuns.Run("a", TwoRuns.Result("s1", 1), TwoRuns.Result("s2", 1), TwoRuns.Result("s3", 0));
        ComparedRun b = TwoRuns.Run("b", TwoRuns.Result("s3", 1), TwoRuns.Result("s1", 0), TwoRuns.Result("s4", 1));

        RunComparison comparison = RunComparison.Of(a, b, TwoRuns.Arithmetic);

        PairingCounts counts = Assert.Single(comparison.Pairings);
        Assert.Equal((2, 1, 1), (counts.Paired, counts.OnlyInA, counts.OnlyInB));
        ComparisonFigure figure = Assert.Single(comparison.Metrics);
        Assert.Equal((2, 0.5, 0.5, 0.00004), (figure.Count, figure.First, figure.Second, figure.AdjustedPValue));
    }

    [Fact]
    public void Of_FailureInOneRun_IsCountedAndNotCompared()
    {
        ComparedRun a = TwoRuns.Run("a", TwoRuns.Result("s1", 1) with { Failure = "too long" });
        ComparedRun b = TwoRuns.Run("b", TwoRuns.Result("s1", 1));

        RunComparison comparison = RunComparison.Of(a, b, TwoRuns.Arithmetic);

        Assert.Equal((0, 1), (comparison.Pairings[0].Paired, comparison.Pairings[0].Failed));
        Assert.Empty(comparison.Metrics);
    }

    [Fact]
    public void Of_OtherRecordUnderTheSameId_IsCountedAndNotCompared()
    {
        ComparedRun a = TwoRuns.Run("a", TwoRuns.Result("s1", 1) with { DocumentHash = "aa" }, TwoRuns.Result("s2", 1));
        ComparedRun b = TwoRuns.Run(
            "b", TwoRuns.Result("s1", 1) with { DocumentHash = "bb" }, TwoRuns.Result("s2", 1) with { Target = "No" });

        RunComparison comparison = RunComparison.Of(a, b, TwoRuns.Arithmetic);

        Assert.Equal((0, 2), (comparison.Pairings[0].Paired, comparison.Pairings[0].Differing));
    }

    [Fact]
    public void Of_UnknownRecordHash_IsCompared()
    {
        ComparedRun a = TwoRuns.Run("a", TwoRuns.Result("s1", 1) with { DocumentHash = "aa" });
        ComparedRun b = TwoRuns.Run("b", TwoRuns.Result("s1", 1));

        Assert.Equal(1, RunComparison.Of(a, b, TwoRuns.Arithmetic).Pairings[0].Paired);
    }

    [Fact]
    public void Of_OtherSeedShotsOrVariant_AreNotPaired()
    {
        ComparedRun a = TwoRuns.Run("a", TwoRuns.Result("s1", 1), TwoRuns.Result("s1", 1) with { Shots = 4 });
        ComparedRun b = TwoRuns.Run(
            "b",
            TwoRuns.Result("s1", 1) with { Seed = 8 },
            TwoRuns.Result("s1", 1) with { Variant = "without:0" });

        RunComparison comparison = RunComparison.Of(a, b, TwoRuns.Arithmetic);

        Assert.Equal(
            [(2, 0, 1, 1), (4, 0, 1, 0)],
            comparison.Pairings.Select(each => (each.Shots, each.Paired, each.OnlyInA, each.OnlyInB)));
    }

    [Fact]
    public void Of_PromptsDiffer_SaysHowManyWereTheSame()
    {
        ComparedRun a = TwoRuns.Run(
            "a",
            TwoRuns.Result("s1", 1) with { PromptHash = "aa" },
            TwoRuns.Result("s2", 1) with { PromptHash = "cc" });
        ComparedRun b = TwoRuns.Run(
            "b",
            TwoRuns.Result("s1", 1) with { PromptHash = "aa" },
            TwoRuns.Result("s2", 1) with { PromptHash = "dd" });

        PairingCounts counts = RunComparison.Of(a, b, TwoRuns.Arithmetic).Pairings[0];

        Assert.Equal((2, 1), (counts.Paired, counts.SamePrompt));
    }

    [Fact]
    public void Of_ResultTwice_Throws()
    {
        ComparedRun a = TwoRuns.Run("first", TwoRuns.Result("s1", 1), TwoRuns.Result("s1", 0));

        var exception = Assert.Throws<ArgumentException>(() => RunComparison.Of(a, a, TwoRuns.Arithmetic));

        Assert.Contains("run first has task sentiment, sample s1", exception.Message, StringComparison.Ordinal);
    }
}

using GptPrompting.Evaluation.Metrics;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Evaluation.Tests.Fakes;

namespace GptPrompting.Evaluation.Tests.Metrics;

public sealed class MetricCatalogTests
{
    [Theory]
    [InlineData("accuracy")]
    [InlineData("pass@")]
    [InlineData("pass@0")]
    [InlineData("pass@-1")]
    public void Find_OfUnknownName_ListsTheKnownOnes(string name)
    {
        ArgumentException exception =
            Assert.Throws<ArgumentException>(() => MetricCatalog.Find(name, RequestKind.MultipleChoice));

        Assert.Contains($"'{name}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("acc, acc_norm, acc_bytes", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_OfOtherKind_SaysWhichItIsFor()
    {
        ArgumentException exception =
            Assert.Throws<ArgumentException>(() => MetricCatalog.Find("acc_norm", RequestKind.Generation));

        Assert.StartsWith(
            "The metric 'acc_norm' makes no sense for Generation; it is for MultipleChoice.",
            exception.Message,
            StringComparison.Ordinal);
    }

    // higher_is_better in lm_eval/api/metrics.py.
    [Theory]
    [InlineData("acc", RequestKind.LogLikelihood, true)]
    [InlineData("perplexity", RequestKind.LogLikelihood, false)]
    [InlineData("bits_per_byte", RequestKind.Rolling, false)]
    [InlineData("brier_score", RequestKind.MultipleChoice, false)]
    [InlineData("mcc", RequestKind.MultipleChoice, true)]
    [InlineData("pass@10", RequestKind.Generation, true)]
    public void Find_OfName_KnowsWhatIsBetter(string name, RequestKind kind, bool expected) =>
        Assert.Equal(expected, MetricCatalog.Find(name, kind).IsHigherBetter);

    [Fact]
    public void Check_OfFewerSeedsThanTries_Throws() => Assert.Throws<ArgumentException>(
        () => MetricCatalog.Check(Measured.Task(RequestKind.Generation, "pass@2")));

    [Fact]
    public void Check_OfF1OverThreeChoices_Throws()
    {
        EvaluationTask task = Measured.Task(RequestKind.MultipleChoice, "f1") with
        {
            Samples = [Measured.Sample("a") with { Choices = ["a", "b", "c"] }],
        };

        Assert.Throws<ArgumentException>(() => MetricCatalog.Check(task));
    }
}

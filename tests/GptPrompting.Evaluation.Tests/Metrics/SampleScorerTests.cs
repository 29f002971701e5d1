using GptPrompting.Evaluation.Metrics;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Evaluation.Tests.Fakes;

namespace GptPrompting.Evaluation.Tests.Metrics;

public sealed class SampleScorerTests
{
    [Fact]
    public void Score_OfChoices_HoldsTheTasksMetrics()
    {
        SampleResult result = Measured.ChoiceOf(0, 1, ("yes", -1), ("not at all", -2));

        SampleResult scored = result.Scored(
            Measured.Task(RequestKind.MultipleChoice, "acc", "acc_norm", "loss", "mcc"));

        Assert.Equal(
            new Dictionary<string, double> { ["acc"] = 0, ["acc_norm"] = 1, ["loss"] = 2 }, scored.Metrics);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Score_OfGreedyGold_IsAnExactMatch(bool isGreedy, double expected)
    {
        SampleResult result = Measured.Choice(0, 0, -1);
        result = result with { Choices = [result.Choices[0] with { IsGreedy = isGreedy }] };

        SampleResult scored = result.Scored(Measured.Task(RequestKind.MultipleChoice, "exact_match"));

        Assert.Equal(expected, scored.Metrics["exact_match"]);
    }

    [Fact]
    public void Score_OfLogLikelihood_HoldsGreedyHitAndWeights()
    {
        SampleResult result = Measured.Result() with { IsGreedy = true, LogLikelihood = -3 };

        SampleResult scored = result.Scored(
            Measured.Task(RequestKind.LogLikelihood, "acc", "perplexity", "bits_per_byte"), Measured.Sample("é b"));

        Assert.Equal(
            new Dictionary<string, double> { ["acc"] = 1, ["bits_per_byte"] = -3, ["bytes"] = 4, ["perplexity"] = -3 },
            scored.Metrics);
    }

    // re.split(r"\s+", " a b"): "", "a", "b".
    [Fact]
    public void Score_OfDocument_CountsItsWordsAndBytes()
    {
        SampleResult result = Measured.Result() with { LogLikelihood = -3 };

        SampleResult scored = result.Scored(
            Measured.Task(RequestKind.Rolling, "word_perplexity", "byte_perplexity"),
            Measured.Sample("") with { Input = " a b" });

        Assert.Equal(3, scored.Metrics["words"]);
        Assert.Equal(4, scored.Metrics["bytes"]);
    }

    [Fact]
    public void Score_OfGeneratedText_HasOneMetricForEachFilter()
    {
        EvaluationTask task = Measured.Task(RequestKind.Generation, "exact_match") with
        {
            Filters =
            [
                new() { Name = "first", Pattern = @"\d" }, new() { Name = "last", Pattern = @"\d", Select = -1 },
            ],
        };

        SampleResult scored = (Measured.Result() with { Output = "1 2 3" }).Scored(task, Measured.Sample("3"));

        Assert.Equal("1", scored.Answers["first"]);
        Assert.Equal(
            new Dictionary<string, double> { ["exact_match,first"] = 0, ["exact_match,last"] = 1 }, scored.Metrics);
    }

    [Fact]
    public void Score_OfAlias_IsAMatch()
    {
        EvaluationTask task = Measured.Task(RequestKind.Generation, "exact_match", "f1") with
        {
            Comparison = new() { IgnoresCase = true },
        };

        SampleResult scored = (Measured.Result() with { Output = "the big apple" })
            .Scored(task, Measured.Sample("New York", "New York", "The Big Apple"));

        Assert.Equal(new Dictionary<string, double> { ["exact_match"] = 1, ["f1"] = 1 }, scored.Metrics);
    }

    [Fact]
    public void Score_OfEndlessPattern_IsAFailure()
    {
        EvaluationTask task = Measured.Task(RequestKind.Generation, "exact_match") with
        {
            Filters = [new() { Name = "slow", Pattern = "(a+)+b" }],
        };

        SampleResult scored = (Measured.Result() with { Output = new string('a', 40) }).Scored(task);

        Assert.Equal("The pattern '(a+)+b' took more than 2 s.", scored.Failure);
    }

    [Fact]
    public void Score_OfFailure_IsTheResultItself()
    {
        SampleResult failed = Measured.Result() with { Failure = "refused" };

        Assert.Same(failed, failed.Scored(Measured.Task(RequestKind.LogLikelihood, "acc")));
    }

    [Fact]
    public void Score_OfPassedProgram_KeepsWhatWasMeasured()
    {
        SampleResult result = Measured.Result() with
        {
            Output = "", Metrics = new Dictionary<string, double> { [MetricCatalog.Passed] = 1 },
        };

        SampleResult scored = result.Scored(Measured.Task(RequestKind.Generation, "pass@1"));

        Assert.Equal(new Dictionary<string, double> { ["pass@1"] = 1, ["passed"] = 1 }, scored.Metrics);
    }
}

using GptPrompting.Evaluation.Tests.Fakes;
using GptPrompting.Scoring;

namespace GptPrompting.Evaluation.Tests;

public sealed class AnswerScorerTests
{
    // " ab" has losses 1, 2 and 6: mean 3. The line end's 100 is no part of the answer.
    [Fact]
    public void Score_AnswerAndLineEnd_LeavesTheLineEndOutOfTheLoss()
    {
        ShotsResult result = Score([(" ", -1), ("a", -2), ("b", -6), ("\n", -100)]);

        Assert.Equal(3.0, result.Loss);
        Assert.Equal([" ", "a", "b"], result.Tokens.Select(token => token.Text));
        Assert.Null(result.FailureReason);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Score_Greedy_IsTheExactMatch(bool isGreedy) =>
        Assert.Equal(isGreedy, Score([(" ab", -1), ("\n", -1)], isGreedy).IsExactMatch);

    [Fact]
    public void Score_Continuation_IsSpaceTargetAndLineEnd()
    {
        var model = new TableScorer();

        AnswerScorer.Score(Samples.New(target: "yes"), 0, "Q:", model.Score);

        Assert.Equal(("Q:", " yes\n"), model.Calls.Single());
    }

    [Theory]
    [InlineData("b\n")]
    [InlineData("\n\n")]
    public void Score_LineEndJoinedToTheAnswer_IsAFailureWithoutNumbers(string last)
    {
        ShotsResult result = Score([(" a", -1), (last, -1)]);

        Assert.Null(result.Loss);
        Assert.Null(result.IsExactMatch);
        Assert.Contains("not a token of its own", result.FailureReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Score_ProbabilityZero_IsAFailureAndNoInfiniteLoss()
    {
        ShotsResult result = Score([(" a", double.NegativeInfinity), ("\n", -1)]);

        Assert.Null(result.Loss);
        Assert.Contains("probability 0", result.FailureReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Score_ModelRefusesTheText_KeepsItsReason()
    {
        ShotsResult result = AnswerScorer.Score(
            Samples.New(), 2, "Q:", (_, _, _) => throw new ArgumentException("600 tokens; the model reads 512."));

        Assert.Equal("600 tokens; the model reads 512.", result.FailureReason);
        Assert.Equal(("s1", "t", 2), (result.SampleId, result.Task, result.Shots));
    }

    private static ShotsResult Score((string Text, double LogProbability)[] tokens, bool isGreedy = false)
    {
        var score = new ContinuationScore
        {
            Tokens = [.. tokens.Select(token => new TokenScore(0, token.Text, token.LogProbability))],
            IsGreedy = isGreedy,
            IsBoundaryMerged = false,
        };
        return AnswerScorer.Score(Samples.New(), 0, "Q:", (_, _, _) => score);
    }
}

using GptPrompting.Scoring;

namespace GptPrompting.Tests.Scoring;

public class ContinuationScoreTests
{
    [Fact]
    public void LossAndLogLikelihood_AreMeanAndSumOfTheTokens()
    {
        var score = new ContinuationScore
        {
            Tokens = [new TokenScore(1, "a", -0.5), new TokenScore(2, "b", -1.5)],
            IsGreedy = false,
            IsBoundaryMerged = false,
        };

        Assert.Equal(-2.0, score.LogLikelihood);
        Assert.Equal(1.0, score.Loss);
    }
}

using GptPrompting.Scoring;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Scoring;

public class TokenScorerTests
{
    // After token 0: probabilities 1/2, 1/4, 1/4. After token 1: 1/4, 1/4, 1/2. After token 2: 1/3 each.
    private static readonly float[][] Table =
    [
        [MathF.Log(2), 0, 0],
        [0, 0, MathF.Log(2)],
        [5, 5, 5],
    ];

    [Fact]
    public void Score_TwoTokens_GivesEachLogProbability()
    {
        using var model = new TableModel(Table);

        (double[] logProbabilities, bool isGreedy) = TokenScorer.Score(model, [0], [1, 2], default);

        Assert.Equal(Math.Log(0.25), logProbabilities[0], 1e-6);
        Assert.Equal(Math.Log(0.5), logProbabilities[1], 1e-6);
        Assert.False(isGreedy);
    }

    [Fact]
    public void Score_EveryTokenIsTheMostProbable_IsGreedy()
    {
        using var model = new TableModel(Table);

        Assert.True(TokenScorer.Score(model, [1], [2, 0, 0], default).IsGreedy);
        Assert.False(TokenScorer.Score(model, [1], [2, 0, 1], default).IsGreedy);
    }

    [Fact]
    public void Score_TheLastToken_IsNotRead()
    {
        using var model = new TableModel(Table);

        TokenScorer.Score(model, [0, 1], [2, 2], default);

        Assert.Equal([0, 1, 2], model.TokensRead);
    }

    [Fact]
    public void Score_LargeLogits_DoNotOverflow()
    {
        using var model = new TableModel([[1000f, 1000f]]);

        (double[] logProbabilities, _) = TokenScorer.Score(model, [0], [1], default);

        Assert.Equal(Math.Log(0.5), logProbabilities[0], 1e-9);
    }
}

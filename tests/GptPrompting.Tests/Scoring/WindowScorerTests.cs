using GptPrompting.Scoring;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Scoring;

public class WindowScorerTests
{
    // Each token is followed by the next one with probability e^10 / (e^10 + 3) in a cycle of four.
    private static readonly int[] Cycle = [1, 2, 3, 0];
    private static readonly double Likely = -Math.Log(1 + (3 * Math.Exp(-10)));
    private static readonly double Unlikely = Likely - 10;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(100)]
    public void Score_AnyPart_ReadsAllAndScoresTheLast(int part)
    {
        TableModel model = TableModel.Chain(Cycle);

        double[] scores = WindowScorer.Score(model, [0, 1, 2, 3, 0, 1], [0, 1, 3], part, CancellationToken.None);

        Assert.Equal([0, 1, 2, 3, 0, 1], model.TokensRead);
        Assert.Equal([Likely, Likely, Unlikely], scores.Select(score => Math.Round(score, 6)), Close);
        Assert.Equal(0, model.SequencesOpen);
    }

    [Theory]
    [InlineData(50257, 333)]
    [InlineData(4, 1 << 22)]
    [InlineData(int.MaxValue, 1)]
    public void PartFor_AVocabulary_KeepsLogitsWithin64Megabytes(int vocabularySize, int expected) =>
        Assert.Equal(expected, WindowScorer.PartFor(vocabularySize));

    private static bool Close(double expected, double actual) => Math.Abs(expected - actual) < 1e-5;
}

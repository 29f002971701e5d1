using GptPrompting.Scoring;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Scoring;

public class MaskedTokenScorerTests
{
    private const int Mask = 0;

    // The model sees two of ten tokens beside the place, or one at an end, and the mask itself: e for each of them.
    private static readonly double Hidden = -Math.Log((3 * Math.E) + 7);
    private static readonly double HiddenAtTheEnd = -Math.Log((2 * Math.E) + 8);

    [Fact]
    public void Score_EachTokenHidden_IsPredictedFromTheOthers()
    {
        using var model = new EchoingMaskedModel(10);

        double[] scores = Score(model, [5, 6, 7]);

        Encoders.AssertClose([HiddenAtTheEnd, Hidden, HiddenAtTheEnd], scores, 1e-6);
        Assert.Equal([0, 6, 7, 5, 0, 7, 5, 6, 0], Assert.Single(model.Batches).TokenIds);
    }

    [Fact]
    public void Score_ManyTokens_ReadsSoManyCopiesAtOnce()
    {
        using var model = new EchoingMaskedModel(10);

        double[] scores = Score(model, [.. Enumerable.Repeat(3, 100)]);

        Assert.Equal(100, scores.Length);
        Assert.Equal([64, 36], model.Batches.Select(batch => batch.BatchSize));
        Assert.All(model.Batches, batch => Assert.Equal(batch.BatchSize, batch.TokenIds.Count(id => id == Mask)));
    }

    [Theory]
    [InlineData(30522, 512, 1)]
    [InlineData(30522, 16, 34)]
    [InlineData(100, 4, 64)]
    [InlineData(int.MaxValue, 512, 1)]
    public void CopiesFor_AText_KeepsLogitsWithin64Megabytes(int vocabularySize, int length, int expected) =>
        Assert.Equal(expected, MaskedTokenScorer.CopiesFor(vocabularySize, length));

    private static double[] Score(EchoingMaskedModel model, int[] ids) => MaskedTokenScorer.Score(
        model, ids, MaskPlan.Of(ids, Masking.Token), Mask, CancellationToken.None);
}

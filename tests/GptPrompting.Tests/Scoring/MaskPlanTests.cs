using GptPrompting.Scoring;

namespace GptPrompting.Tests.Scoring;

public class MaskPlanTests
{
    // [CLS] zig ##za ##g ##s fast [SEP]
    private static readonly int[] WordOf = [-1, 0, 0, 0, 1, -1];

    [Theory]
    [InlineData(Masking.Token, "1:1..2 2:2..3 3:3..4 4:4..5")]
    [InlineData(Masking.RestOfWord, "1:1..4 2:2..4 3:3..4 4:4..5")]
    [InlineData(Masking.WholeWord, "1:1..4 2:1..4 3:1..4 4:4..5")]
    public void Of_Masking_HidesWhatItsPaperSays(Masking masking, string expected) => Assert.Equal(
        expected, string.Join(' ', MaskPlan.Of(WordOf, masking).Select(each => $"{each.Index}:{each.Hidden}")));

    [Fact]
    public void Of_SpecialTokensOnly_IsEmpty() => Assert.Empty(MaskPlan.Of([-1, -1], Masking.WholeWord));

    [Fact]
    public void Of_WordAtBothEnds_StaysWithinTheText() =>
        Assert.Equal([(0, 0..2), (1, 0..2)], MaskPlan.Of([0, 0], Masking.WholeWord));
}

using GptPrompting.Models;

namespace GptPrompting.Tests.Models;

public class WantedRowsTests
{
    // Two sequences of four tokens: rows 0 to 3 and 4 to 7.
    [Theory]
    [InlineData(new int[0], 1)]
    [InlineData(new[] { 3, 7 }, 1)]
    [InlineData(new[] { 3, 5 }, 3)]
    [InlineData(new[] { 4 }, 4)]
    public void Kept_WantedRows_CoversTheEarliestOfAnySequence(int[] rows, int expected) =>
        Assert.Equal(expected, WantedRows.Kept(Pass(rows)));

    [Theory]
    [InlineData(new[] { 1, 7 }, 4, new[] { 1, 7 })]
    [InlineData(new[] { 2, 3, 7 }, 2, new[] { 0, 1, 3 })]
    [InlineData(new[] { 1 }, 2, null)]
    public void Find_LastRowsGiven_GivesTheirIndices(int[] rows, int given, int[]? expected) =>
        Assert.Equal(expected, WantedRows.Find(Pass(rows), given));

    [Theory]
    [InlineData(float.NaN, 17)]
    [InlineData(float.PositiveInfinity, 3)]
    [InlineData(float.NegativeInfinity, -1)]
    [InlineData(float.MaxValue, -1)]
    public void FirstWrong_OneValueAmongMany_IsFoundIfItIsNoLogit(float value, int expected)
    {
        float[] logits = new float[19];
        logits[expected < 0 ? 5 : expected] = value;

        Assert.Equal(expected, WantedRows.FirstWrong(logits));
    }

    private static ForwardPass Pass(int[] rows) => new()
    {
        BatchSize = 2,
        Length = 4,
        TokenIds = new long[8],
        Positions = new long[8],
        Mask = new long[8],
        Past = null,
        Rows = rows,
    };
}

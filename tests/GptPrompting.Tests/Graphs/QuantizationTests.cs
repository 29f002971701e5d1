using GptPrompting.Graphs;
using GptPrompting.Graphs.Rewrites;

namespace GptPrompting.Tests.Graphs;

public class QuantizationTests
{
    [Fact]
    public void Groups_TwoGroups_ScaleTheLargestTo127()
    {
        (sbyte[] integers, float[] scales) = Quantization.Groups([1, -2, 0.5f, 0, 0, 0], 3);

        // 2 / 127 is one step of the first group: 1 is 63.5 steps, to even 64, and 0.5 is 31.75.
        Assert.Equal([64, -127, 32, 0, 0, 0], integers);
        Assert.Equal([2f / 127, 1], scales);
    }

    [Theory]
    [InlineData(1, 5, 127)]
    [InlineData(7, 1, 63)]
    [InlineData(5, 31, 127)]
    [InlineData(40, 67, 63)]
    [InlineData(129, 256, 127)]
    [InlineData(129, 256, 63)]
    public void ColumnsAndGroups_RandomValues_AreRoundedOneByOne(int rows, int columns, int largest)
    {
        var random = new Random(rows);
        float[] byRows = [.. Enumerable.Range(0, rows * columns).Select(i =>
            (float)(random.NextDouble() - 0.5) * (i % columns % 3))];
        float[] byColumns =
            [.. Enumerable.Range(0, byRows.Length).Select(i => byRows[(i % rows * columns) + (i / rows)])];
        float[] scales =
            [.. byColumns.Chunk(rows).Select(column => column.Max(MathF.Abs) / largest).Select(s => s > 0 ? s : 1)];
        sbyte[] expected = [.. byRows.Select((value, i) => (sbyte)MathF.Round(value / scales[i % columns]))];

        (sbyte[] fromRows, float[] scalesOfRows) = Quantization.Columns(byRows, columns, largest);
        (sbyte[] fromColumns, float[] scalesOfColumns) = Quantization.Groups(byColumns, rows, largest);

        Assert.Equal(expected, fromRows);
        Assert.Equal(scales, scalesOfRows);
        Assert.Equal(scales, scalesOfColumns);
        Assert.Equal(expected, Enumerable.Range(0, expected.Length).Select(i =>
            fromColumns[(i % columns * rows) + (i / columns)]));
    }

    // 642 of the smallest float there is: a 127th of it is rounded to 5, and 642 / 5 is beyond 127. 660 / 63 is rounded
    // to 10.
    [Theory]
    [InlineData(9e-43f, 127)]
    [InlineData(9.25e-43f, 63)]
    public void Groups_ValuesTooSmallForTheirScale_StayWithinTheRange(float value, int largest)
    {
        (sbyte[] integers, _) = Quantization.Groups([.. Enumerable.Repeat(value, 100)], 100, largest);

        Assert.All(integers, integer => Assert.Equal(largest, integer));
    }

    [Fact]
    public void Blocks_OneColumn_PacksTwoInAByteAroundEight()
    {
        float[] column = [-8, 7, 1, 0, .. new float[28]];

        (byte[] packed, float[] scales) = Quantization.Blocks(column, 32);

        Assert.Equal([0xF0, 0x89], packed[..2]);
        Assert.All(packed[2..], pair => Assert.Equal(0x88, pair));
        Assert.Equal([1], scales);
    }

    [Fact]
    public void Blocks_LargestAboveZero_TurnsTheSignOfTheScale()
    {
        float[] column = [4, -3.5f, 0.5f, .. new float[29]];

        (byte[] packed, float[] scales) = Quantization.Blocks(column, 32);

        // Steps of -0.5: 4 is -8 steps, so 0; -3.5 is 7, so 15; 0.5 is -1, so 7.
        Assert.Equal([0xF0, 0x87], packed[..2]);
        Assert.Equal([-0.5f], scales);
    }

    [Fact]
    public void Blocks_LastBlockNotFull_IsFilledWithZeros()
    {
        float[] twoColumns = [.. Enumerable.Repeat(-8f, 33), .. Enumerable.Repeat(-8f, 33)];

        (byte[] packed, float[] scales) = Quantization.Blocks(twoColumns, 33);

        Assert.Equal(2 * 2 * 16, packed.Length);
        Assert.Equal([1, 1, 1, 1], scales);
        Assert.Equal([0x00, 0x80, 0x88, 0x88], [packed[15], packed[16], packed[17], packed[31]]);
    }
}

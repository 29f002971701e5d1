using GptPrompting.Generation;

namespace GptPrompting.Tests.Generation;

public class TopSelectionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(300)]
    public void Sort_RandomValuesWithTies_GivesTheLargestAndOfEqualOnesTheFirst(int capacity)
    {
        var random = new Random(3);
        double[] values = [.. Enumerable.Range(0, 200).Select(_ => (double)random.Next(40))];
        var top = new TopSelection();
        top.Clear(capacity);

        foreach ((int key, double value) in values.Index())
        {
            top.Offer(value, key);
        }

        top.Sort();
        Assert.Equal(
            values.Index().OrderByDescending(each => each.Item).Take(capacity).Select(each => (each.Item, each.Index)),
            top.Kept.ToArray());
    }

    [Fact]
    public void Clear_AfterUse_BeginsAnew()
    {
        var top = new TopSelection();
        top.Clear(3);
        top.Offer(5, 0);

        top.Clear(2);
        top.Offer(1, 7);
        top.Sort();

        Assert.Equal([(1.0, 7)], top.Kept.ToArray());
    }
}

using GptPrompting.Evaluation.Runs;

namespace GptPrompting.Evaluation.Tests.Runs;

public sealed class PermutationsTests
{
    [Fact]
    public void Of_FewThings_GivesAllOrders() => Assert.Equal(
        ["0,1,2", "0,2,1", "1,0,2", "1,2,0", "2,0,1", "2,1,0"],
        Permutations.Of(3, most: 6, seed: 1).Select(order => string.Join(',', order)));

    [Theory]
    [InlineData(4, 23)]
    [InlineData(8, 24)]
    [InlineData(40, 10)]
    public void Of_MoreOrdersThanAreWanted_DrawsDifferentOnesBesideTheGivenOne(int count, int most)
    {
        IReadOnlyList<int[]> orders = Permutations.Of(count, most, seed: 5);

        Assert.Equal(most, orders.Select(order => string.Join(',', order)).Distinct().Count());
        Assert.Equal(Enumerable.Range(0, count), orders[0]);
        Assert.All(orders, order => Assert.Equal(Enumerable.Range(0, count), order.Order()));
    }

    [Fact]
    public void Of_SameSeed_DrawsTheSame()
    {
        Assert.Equal(Permutations.Of(8, 24, seed: 5), Permutations.Of(8, 24, seed: 5));
        Assert.NotEqual(Permutations.Of(8, 24, seed: 5), Permutations.Of(8, 24, seed: 6));
    }
}

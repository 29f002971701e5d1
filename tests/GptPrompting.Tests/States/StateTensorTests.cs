using GptPrompting.States;

namespace GptPrompting.Tests.States;

public class StateTensorTests
{
    private static readonly StateTensor Tensor = new("hidden_states.0", [3, 2], new float[] { 1, 2, 3, 4, 5, 6 });

    [Fact]
    public void Indexer_OfThree_GivesItsPart() => Assert.Equal([3, 4], Tensor[1].ToArray());

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Indexer_OutOfRange_Throws(int index) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Tensor[index].ToArray());
}

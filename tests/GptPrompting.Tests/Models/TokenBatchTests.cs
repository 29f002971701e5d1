using GptPrompting.Models;

namespace GptPrompting.Tests.Models;

public class TokenBatchTests
{
    [Fact]
    public void Pad_TextsOfTwoLengths_FillsTheShorterBehind()
    {
        TokenBatch batch = TokenBatch.Pad([[5, 6, 7], [8]], padId: 1);

        Assert.Equal((2, 3), (batch.BatchSize, batch.Length));
        Assert.Equal([5, 6, 7, 8, 1, 1], batch.TokenIds);
        Assert.Equal([1, 1, 1, 1, 0, 0], batch.Mask);
    }

    [Fact]
    public void ToPass_FirstPosition_CountsFromItInEachText()
    {
        ForwardPass pass = TokenBatch.Pad([[5, 6, 7], [8]], padId: 1).ToPass(firstPosition: 2);

        Assert.Equal([2, 3, 4, 2, 3, 4], pass.Positions);
        Assert.Null(pass.Past);
        Assert.False(pass.KeepsCache);
    }
}

using GptPrompting.Generation;

namespace GptPrompting.Tests.Generation;

public class GenerationOptionsTests
{
    [Fact]
    public void Default_IsGreedy()
    {
        var options = new GenerationOptions();

        Assert.True(options.IsGreedy);
        Assert.Equal(256, options.MaxOutputTokens);
        Assert.Empty(options.StopSequences);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(100.1)]
    [InlineData(double.NaN)]
    public void Temperature_OutOfRange_Throws(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GenerationOptions { Temperature = value });

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void TopPAndMinP_OutOfRange_Throw(double value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GenerationOptions { TopP = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GenerationOptions { MinP = value });
    }

    [Fact]
    public void TopKAndMaxOutputTokens_BelowOne_NameTheValue()
    {
        string topK = Message(() => new GenerationOptions { TopK = 0 });
        string maxOutputTokens = Message(() => new GenerationOptions { MaxOutputTokens = -1 });

        Assert.Contains("TopK is 0", topK, StringComparison.Ordinal);
        Assert.Contains("MaxOutputTokens is -1", maxOutputTokens, StringComparison.Ordinal);
    }

    [Fact]
    public void StopSequences_OneIsEmpty_Throws() =>
        Assert.Throws<ArgumentException>(() => new GenerationOptions { StopSequences = ["\n", ""] });

    [Fact]
    public void StopSequences_TheCallersListChanges_TheOptionsDoNot()
    {
        List<string> stops = ["a"];
        var options = new GenerationOptions { StopSequences = stops };

        stops.Add("b");

        Assert.Equal(["a"], options.StopSequences);
    }

    [Fact]
    public void Equals_SameStopSequencesInOtherLists_IsTrue()
    {
        var options = new GenerationOptions { TopK = 3, StopSequences = ["a", "b"] };
        var same = new GenerationOptions { TopK = 3, StopSequences = new List<string> { "a", "b" } };

        Assert.Equal(options, same);
        Assert.Equal(options.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(options, same with { TopK = 4 });
        Assert.NotEqual(options, same with { StopSequences = ["b", "a"] });
        Assert.NotEqual(options, same with { StopSequences = ["a"] });
        Assert.Equal(new GenerationOptions(), same with { TopK = null, StopSequences = [] });
    }

    private static string Message(Func<object> create) => Assert.Throws<ArgumentOutOfRangeException>(create).Message;
}

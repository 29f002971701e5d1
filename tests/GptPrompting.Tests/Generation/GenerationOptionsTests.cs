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

    [Theory]
    [InlineData(0)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void TypicalP_OutOfRange_Throws(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GenerationOptions { TypicalP = value });

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void RepetitionPenalty_OutOfRange_Throws(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GenerationOptions { RepetitionPenalty = value });

    [Theory]
    [InlineData(-2.1)]
    [InlineData(2.1)]
    [InlineData(double.NaN)]
    public void FrequencyAndPresencePenalty_OutOfRange_Throw(double value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GenerationOptions { FrequencyPenalty = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GenerationOptions { PresencePenalty = value });
    }

    [Fact]
    public void WholeNumbers_BelowZero_NameTheValue()
    {
        Assert.Contains("NoRepeatNgramSize is -1",
            Message(() => new GenerationOptions { NoRepeatNgramSize = -1 }), StringComparison.Ordinal);
        Assert.Contains("MinOutputTokens is -1",
            Message(() => new GenerationOptions { MinOutputTokens = -1 }), StringComparison.Ordinal);
        Assert.Contains("StopTokenIds has the token id -1",
            Message(() => new GenerationOptions { StopTokenIds = [3, -1] }), StringComparison.Ordinal);
    }

    [Fact]
    public void StopSequences_HalfASurrogatePair_IsRefused() => Assert.Contains(
        "half a surrogate pair, U+DE00, at index 1",
        Assert.Throws<ArgumentException>(() => new GenerationOptions { StopSequences = ["ok", "x\uDE00"] }).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 100.5)]
    [InlineData(0, -100.5)]
    [InlineData(0, double.NaN)]
    public void LogitBias_OutOfRange_Throws(int id, double bias) => Assert.Throws<ArgumentOutOfRangeException>(
        () => new GenerationOptions { LogitBias = new Dictionary<int, double> { [id] = bias } });

    [Fact]
    public void Equals_SameBiasInOtherMaps_IsTrue()
    {
        var options = new GenerationOptions { LogitBias = new Dictionary<int, double> { [1] = 2, [3] = 4 } };
        var same = new GenerationOptions { LogitBias = new Dictionary<int, double> { [3] = 4, [1] = 2 } };

        Assert.Equal(options, same);
        Assert.Equal(options.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(options, same with { LogitBias = new Dictionary<int, double> { [1] = 2 } });
        Assert.NotEqual(options, same with { LogitBias = new Dictionary<int, double> { [1] = 2, [3] = 5 } });
    }

    [Fact]
    public void ThrowIfContradictory_OptionsThatDoNotGoTogether_NamesBoth()
    {
        string min = Contradiction(new GenerationOptions { MinOutputTokens = 3, MaxOutputTokens = 2 });
        string typical = Contradiction(new GenerationOptions { TypicalP = 0.5 });

        Assert.Contains("MinOutputTokens is 3, but MaxOutputTokens is 2", min, StringComparison.Ordinal);
        Assert.Contains("TypicalP is set, but Temperature is 0", typical, StringComparison.Ordinal);
    }

    private static string Contradiction(GenerationOptions options) =>
        Assert.Throws<ArgumentException>(options.ThrowIfContradictory).Message;

    private static string Message(Func<object> create) => Assert.Throws<ArgumentOutOfRangeException>(create).Message;
}

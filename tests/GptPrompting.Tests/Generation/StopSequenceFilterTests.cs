using GptPrompting.Generation;

namespace GptPrompting.Tests.Generation;

public class StopSequenceFilterTests
{
    [Fact]
    public void Append_NoStopSequences_PassesEverythingAtOnce()
    {
        var filter = new StopSequenceFilter([]);

        Assert.Equal("abc", filter.Append("abc"));
        Assert.False(filter.IsStopped);
    }

    [Fact]
    public void Append_StopWithinOneText_PassesWhatIsBefore()
    {
        var filter = new StopSequenceFilter(["\n"]);

        Assert.Equal(" Positive", filter.Append(" Positive\nInput"));
        Assert.True(filter.IsStopped);
        Assert.Equal("", filter.Flush());
    }

    [Fact]
    public void Append_StopSpansTexts_NeverPassesItsCharacters()
    {
        var filter = new StopSequenceFilter(["\n\n"]);

        Assert.Equal("a", filter.Append("a\n"));
        Assert.Equal("", filter.Append("\nb"));
        Assert.True(filter.IsStopped);
    }

    [Fact]
    public void Append_PossibleStartTurnsOutNotToBeAStop_PassesItLater()
    {
        var filter = new StopSequenceFilter(["END"]);

        Assert.Equal("x", filter.Append("xE"));
        Assert.Equal("", filter.Append("N"));
        Assert.Equal("EN!", filter.Append("!"));
        Assert.False(filter.IsStopped);
    }

    [Fact]
    public void Append_StartRepeatsWithinTheHeldText_HoldsTheLaterOne()
    {
        // After "aa" the stop may start at either a; "aab" completes it at the second.
        var filter = new StopSequenceFilter(["ab"]);

        Assert.Equal("a", filter.Append("aa"));
        Assert.Equal("", filter.Append("b"));
        Assert.True(filter.IsStopped);
    }

    [Fact]
    public void Append_TwoStopsComplete_TheEarlierPlaceCounts()
    {
        var filter = new StopSequenceFilter(["later", "at"]);

        Assert.Equal("x", filter.Append("xat later"));
    }

    [Fact]
    public void Append_SeveralStops_HoldsTheLongestPossibleStart()
    {
        var filter = new StopSequenceFilter(["b", "abcd"]);

        Assert.Equal("x", filter.Append("xa"));
        Assert.Equal("a", filter.Append("b"));
    }

    [Fact]
    public void Append_OnlyTheFirstOfTwoStopsMayHaveStarted_HoldsItsStartAlone()
    {
        var filter = new StopSequenceFilter(["ab", "wxyz"]);

        Assert.Equal("12", filter.Append("12a"));
        Assert.Equal("a3", filter.Append("3"));
    }

    [Fact]
    public void Append_AfterAStop_PassesNothing()
    {
        var filter = new StopSequenceFilter(["."]);
        filter.Append("end.");

        Assert.Equal("", filter.Append("more"));
        Assert.Equal("", filter.Flush());
    }

    [Fact]
    public void Flush_UnfinishedStart_PassesIt()
    {
        var filter = new StopSequenceFilter(["END"]);
        filter.Append("the EN");

        Assert.Equal("EN", filter.Flush());
        Assert.Equal("", filter.Flush());
    }
}

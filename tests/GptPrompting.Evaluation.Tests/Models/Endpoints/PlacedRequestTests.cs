using GptPrompting.Evaluation.Models;
using GptPrompting.Evaluation.Models.Endpoints;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Tests.Models.Endpoints;

public sealed class PlacedRequestTests
{
    [Fact]
    public void Of_SpaceBeforeTheContinuation_BelongsToIt()
    {
        PlacedRequest placed = PlacedRequest.Of(new("ab \u001f", "c"), "<s>");

        Assert.Equal("ab \u001fc", placed.Text);
        Assert.Equal(2, placed.Boundary);
        Assert.Equal(0, placed.PrefixLength);
    }

    [Theory]
    [InlineData("", "c", "<s>c", 3)]
    [InlineData(" ", "c", "<s> c", 3)]
    [InlineData("", "<s>c", "<s>c", 3)]
    public void Of_EmptyContext_StandsBehindThePrefix(string context, string continuation, string text, int boundary)
    {
        PlacedRequest placed = PlacedRequest.Of(new(context, continuation), "<s>");

        Assert.Equal(text, placed.Text);
        Assert.Equal(boundary, placed.Boundary);
        Assert.Equal(3, placed.PrefixLength);
    }

    [Fact]
    public void Of_EmptyContextWithoutPrefix_BeginsAtTheStart() =>
        Assert.Equal(0, PlacedRequest.Of(new("", "c"), prefix: null).Boundary);

    [Fact]
    public void Of_Span_TakesTheSpaceBeforeIt()
    {
        ScoringRequest request = new("In: a\nOut: b\n", "c") { Spans = [new TextSpan(11, 1)] };

        PlacedRequest placed = PlacedRequest.Of(request, prefix: null);

        Assert.Equal([new TextSpan(10, 2)], placed.Spans);
    }

    [Fact]
    public void Of_HalfACharacter_IsRefused() =>
        Assert.Throws<EndpointRefusedException>(() => PlacedRequest.Of(new("a\ud83d", "c"), prefix: null));

    [Fact]
    public void Of_EmptyContinuation_IsRefused() =>
        Assert.Throws<EndpointRefusedException>(() => PlacedRequest.Of(new("a", ""), prefix: null));

    [Fact]
    public void OfDocument_Prefix_IsAlwaysPutBefore()
    {
        PlacedRequest placed = PlacedRequest.OfDocument("<s>a", "<s>");

        Assert.Equal("<s><s>a", placed.Text);
        Assert.Equal(3, placed.Boundary);
    }
}

using GptPrompting.Evaluation.Models.Endpoints;

namespace GptPrompting.Evaluation.Tests.Models.Endpoints;

public sealed class TokenPartTests
{
    [Fact]
    public void Of_BoundariesBetweenTokens_TakesTheTokensBetween() =>
        Assert.Equal(new TokenPart(1, 3, false), TokenPart.Of(Tokens((0, 2), (2, 5), (5, 6), (6, 8)), 2, 6));

    [Fact]
    public void Of_TokenOverTheStart_BelongsToWhatIsBefore() =>
        Assert.Equal(new TokenPart(2, 3, true), TokenPart.Of(Tokens((0, 2), (2, 5), (5, 6)), 3, 6));

    [Fact]
    public void Of_TokenOverTheEnd_BelongsToThePart() =>
        Assert.Equal(new TokenPart(0, 2, true), TokenPart.Of(Tokens((0, 2), (2, 5), (5, 6)), 0, 3));

    [Fact]
    public void Of_TokenBeforeTheText_IsInNoPart() =>
        Assert.Equal(new TokenPart(1, 2, false), TokenPart.Of(Tokens((-1, -1), (0, 2)), 0, 2));

    [Fact]
    public void Of_EmptyTokensAtTheStart_BelongToThePart() =>
        Assert.Equal(new TokenPart(1, 4, false), TokenPart.Of(Tokens((0, 1), (1, 1), (1, 1), (1, 2)), 1, 2));

    [Fact]
    public void Of_SeveralTokensOverABoundary_IsRefused() =>
        Assert.Throws<EndpointRefusedException>(() => TokenPart.Of(Tokens((0, 2), (0, 2)), 1, 2));

    private static EchoedToken[] Tokens(params (int Start, int End)[] places) =>
        [.. places.Select(place => new EchoedToken("x", -1, true, new TokenPlace(place.Start, place.End)))];
}

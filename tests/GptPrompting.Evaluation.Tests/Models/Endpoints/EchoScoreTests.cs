using GptPrompting.Evaluation.Models;
using GptPrompting.Evaluation.Models.Endpoints;

namespace GptPrompting.Evaluation.Tests.Models.Endpoints;

public sealed class EchoScoreTests
{
    [Fact]
    public void Reply_Parts_SumsEachOfThem()
    {
        ScoringReply reply = EchoScore.Reply(
            [Token(null), Token(-1), Token(-2), Token(-4)], new TokenPart(3, 4, true), [new TokenPart(1, 3, false)]);

        Assert.Equal(-4, reply.LogLikelihood);
        Assert.True(reply.IsBoundaryMerged);
        Assert.Equal(3, reply.ContextTokenCount);
        Assert.Equal([new SpanScore(2, -3, false)], reply.Spans);
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(null, false, false)]
    [InlineData(true, null, null)]
    public void Reply_IsGreedy_NeedsEveryToken(bool? first, bool? second, bool? isGreedy)
    {
        EchoedToken[] tokens = [Token(null), Token(-1, first), Token(-1, second)];

        ScoringReply reply = EchoScore.Reply(tokens, new TokenPart(1, 3, false), []);

        Assert.Equal(isGreedy, reply.IsGreedy);
    }

    [Theory]
    [InlineData(null, "PrefixText")]
    [InlineData(-9999.0, "-9999")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    [InlineData(0.5, "0.5")]
    [InlineData(double.NaN, "NaN")]
    public void Reply_NoLogProbability_IsRefused(double? value, string said)
    {
        var e = Assert.Throws<EndpointRefusedException>(() =>
            EchoScore.Reply([Token(value)], new TokenPart(0, 1, false), []));

        Assert.Contains(said, e.Message);
    }

    [Fact]
    public void Reply_LogProbabilityRoundedAboveZero_IsZero() =>
        Assert.Equal(0, EchoScore.Reply([Token(1e-7)], new TokenPart(0, 1, false), []).LogLikelihood);

    [Fact]
    public void Reply_NoTokenLeft_IsRefused() => Assert.Contains(
        "no token of its own",
        Assert.Throws<EndpointRefusedException>(() =>
            EchoScore.Reply([Token(-1)], new TokenPart(1, 1, true), [])).Message);

    private static EchoedToken Token(double? logProbability, bool? isMostProbable = true) =>
        new("x", logProbability, isMostProbable, TokenPlace.BeforeText);
}

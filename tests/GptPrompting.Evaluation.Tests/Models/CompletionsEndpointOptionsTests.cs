using GptPrompting.Evaluation.Models;

namespace GptPrompting.Evaluation.Tests.Models;

public sealed class CompletionsEndpointOptionsTests
{
    [Theory]
    [InlineData("ftp://host/v1")]
    [InlineData("http://user:word@host/v1")]
    [InlineData("http://host/v1?key=1")]
    [InlineData("http://host/v1#a")]
    [InlineData("v1")]
    public void BaseAddress_OfAnotherKind_IsRefused(string address) =>
        Assert.Throws<ArgumentException>(() => new CompletionsEndpointOptions
        {
            BaseAddress = new Uri(address, UriKind.RelativeOrAbsolute),
            Model = "m",
        });

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\nb")]
    [InlineData("é")]
    public void ApiKey_NoHeaderCanHaveIt_IsRefused(string key) =>
        Assert.Throws<ArgumentException>(() => Options with { ApiKey = key });

    [Fact]
    public void ToString_WithKey_DoesNotShowIt() =>
        Assert.Equal("m at http://host/v1", (Options with { ApiKey = "secret" }).ToString());

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void ScoringOutputTokens_NeitherZeroNorOne_IsRefused(int value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Options with { ScoringOutputTokens = value });

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    public void Concurrency_OutOfRange_IsRefused(int value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Options with { Concurrency = value });

    [Fact]
    public void Others_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => Options with { Model = " " });
        Assert.Throws<ArgumentException>(() => Options with { PrefixText = "" });
        Assert.Throws<ArgumentOutOfRangeException>(() => Options with { ContextLength = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Options with { MaxRetries = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Options with { Timeout = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => Options with { RetryDelay = TimeSpan.FromDays(2) });
        Assert.Throws<ArgumentOutOfRangeException>(() => Options with { MaxResponseBytes = 10 });
    }

    private static CompletionsEndpointOptions Options { get; } =
        new() { BaseAddress = new Uri("http://host/v1"), Model = "m" };
}

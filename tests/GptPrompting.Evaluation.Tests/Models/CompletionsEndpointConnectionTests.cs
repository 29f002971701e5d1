using System.Net;
using System.Net.Http.Headers;
using GptPrompting.Evaluation.Models;
using GptPrompting.Evaluation.Tests.Fakes;

namespace GptPrompting.Evaluation.Tests.Models;

public sealed class CompletionsEndpointConnectionTests
{
    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task ScoreAsync_FailureThatPasses_IsAskedAgain(int status)
    {
        TableEndpoint server = Failing(2, () => new HttpResponseMessage((HttpStatusCode)status));

        ScoringReply reply = await ScoreAsync(server, new HastyTime());

        Assert.Null(reply.FailureReason);
        Assert.Equal(3, Completions(server));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(501)]
    public async Task ScoreAsync_FailureThatStays_IsNotAskedAgain(int status)
    {
        TableEndpoint server = Failing(9, () => new HttpResponseMessage((HttpStatusCode)status));

        ScoringReply reply = await ScoreAsync(server, new HastyTime());

        Assert.Contains($"answered {status}", reply.FailureReason);
        Assert.Equal(1, Completions(server));
    }

    [Fact]
    public async Task ScoreAsync_BrokenConnection_IsAskedAgain()
    {
        TableEndpoint server = Failing(2, () => throw new HttpRequestException("reset"));

        Assert.Null((await ScoreAsync(server, new HastyTime())).FailureReason);
    }

    [Fact]
    public async Task ScoreAsync_BrokenToTheEnd_HasTheReason()
    {
        TableEndpoint server = Failing(99, () => throw new HttpRequestException("reset"));

        ScoringReply reply = await ScoreAsync(server, new HastyTime());

        Assert.Equal("The endpoint cannot be asked: reset Attempts: 4.", reply.FailureReason);
    }

    [Fact]
    public async Task ScoreAsync_NobodyToConnectTo_EndsTheRunInsteadOfFailingEverySample()
    {
        TableEndpoint server = Failing(
            99, () => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"));

        var error = await Assert.ThrowsAnyAsync<HttpRequestException>(() => ScoreAsync(server, new HastyTime()));

        Assert.Equal("The endpoint cannot be asked: refused Attempts: 4.", error.Message);
    }

    // Waits of 1, 2 and 4 seconds, each as long as the random part makes it.
    [Fact]
    public async Task ScoreAsync_AskedAgain_WaitsLongerEachTime()
    {
        var time = new HastyTime();

        await ScoreAsync(Failing(9, () => new HttpResponseMessage(HttpStatusCode.BadGateway)), time);

        Assert.Equal(3, time.Waits.Count);
        Assert.InRange(time.Waits[0].TotalSeconds, 0, 3);
        Assert.InRange(time.Waits.Sum(wait => wait.TotalSeconds), 2, 20);
    }

    [Fact]
    public async Task ScoreAsync_SameSeed_WaitsTheSame()
    {
        var first = new HastyTime();
        var second = new HastyTime();

        await ScoreAsync(Failing(9, () => new HttpResponseMessage(HttpStatusCode.BadGateway)), first);
        await ScoreAsync(Failing(9, () => new HttpResponseMessage(HttpStatusCode.BadGateway)), second);

        Assert.Equal(first.Waits, second.Waits);
    }

    [Fact]
    public async Task ScoreAsync_ServerSaysHowLong_WaitsThatLong()
    {
        var time = new HastyTime();

        await ScoreAsync(Failing(1, () => Busy(new RetryConditionHeaderValue(TimeSpan.FromSeconds(17)))), time);

        Assert.Equal([TimeSpan.FromSeconds(17)], time.Waits);
    }

    [Fact]
    public async Task ScoreAsync_ServerSaysUntilWhen_WaitsUntilThen()
    {
        var time = new HastyTime();

        await ScoreAsync(Failing(1, () => Busy(new RetryConditionHeaderValue(time.Now.AddSeconds(20)))), time);

        Assert.Equal([TimeSpan.FromSeconds(20)], time.Waits);
    }

    [Fact]
    public async Task ScoreAsync_ServerSaysTooLong_IsNotAskedAgain()
    {
        TableEndpoint server = Failing(9, () => Busy(new RetryConditionHeaderValue(TimeSpan.FromHours(1))));

        ScoringReply reply = await ScoreAsync(server, new HastyTime());

        Assert.Contains("answered 503", reply.FailureReason);
        Assert.Equal(1, Completions(server));
    }

    [Fact]
    public async Task ScoreAsync_NoAnswerInTime_HasTheReason()
    {
        var time = new HastyTime();
        var server = new TableEndpoint { Delay = path => path == "/v1/models" ? Task.CompletedTask : NeverAsync() };
        using CompletionsEndpoint endpoint = await ConnectAsync(server, time);
        time.Patience = TimeSpan.FromHours(1);

        ScoringReply reply = (await endpoint.ScoreAsync([new("hi", " a")]).SingleAsync()).Reply;

        Assert.Equal("The endpoint did not answer within 600 s; attempts: 4.", reply.FailureReason);
    }

    [Fact]
    public async Task ScoreAsync_Redirected_IsNotFollowed()
    {
        TableEndpoint server = Failing(9, () => new HttpResponseMessage(HttpStatusCode.TemporaryRedirect)
        {
            Headers = { Location = new Uri("http://other/v1/completions?a=1") },
        });

        ScoringReply reply = await ScoreAsync(server, new HastyTime());

        Assert.Equal(
            "The endpoint redirects (307) to http://other/v1/completions, which is not followed.", reply.FailureReason);
    }

    [Fact]
    public async Task ScoreAsync_ManyRequests_AreUnderWayTogetherUpToTheLimit()
    {
        using var gate = new SemaphoreSlim(0);
        var server = new TableEndpoint { Delay = path => path == "/v1/models" ? Task.CompletedTask : gate.WaitAsync() };
        using CompletionsEndpoint endpoint = await ConnectAsync(server, new HastyTime());
        ScoringRequest[] requests = [.. Enumerable.Range(0, 20).Select(i => new ScoringRequest("hi", $" {i}"))];
        Task<int[]> scoring = endpoint.ScoreAsync(requests).Select(result => result.Index).ToArrayAsync().AsTask();

        gate.Release(99);
        int[] indices = await scoring;

        Assert.Equal(4, server.MostUnderWay);
        Assert.Equal(Enumerable.Range(0, 20), indices.Order());
    }

    [Fact]
    public async Task ScoreAsync_OneIsSlow_OthersComeFirst()
    {
        var slow = new TaskCompletionSource();
        int asked = 0;
        var server = new TableEndpoint
        {
            Delay = path => path == "/v1/models" || Interlocked.Increment(ref asked) > 1
                ? Task.CompletedTask
                : slow.Task,
        };
        using CompletionsEndpoint endpoint = await ConnectAsync(server, new HastyTime());

        var indices = new List<int>();
        await foreach ((int index, ScoringReply _) in endpoint.ScoreAsync([new("a", " b"), new("a", " c")]))
        {
            indices.Add(index);
            slow.TrySetResult();
        }

        Assert.Equal([1, 0], indices);
    }

    [Fact]
    public async Task ScoreAsync_Cancelled_EndsWhatIsUnderWay()
    {
        using var cancelling = new CancellationTokenSource();
        var server = new TableEndpoint { Delay = path => path == "/v1/models" ? Task.CompletedTask : NeverAsync() };
        using CompletionsEndpoint endpoint = await ConnectAsync(server, new HastyTime());

        Task scoring = endpoint.ScoreAsync([new("a", " b")], cancelling.Token).ToArrayAsync().AsTask();
        await cancelling.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scoring);
    }

    [Fact]
    public async Task ScoreAsync_EnumerationIsLeft_EndsWhatIsUnderWay()
    {
        int asked = 0;
        var server = new TableEndpoint
        {
            Delay = path => path == "/v1/models" || Interlocked.Increment(ref asked) == 1
                ? Task.CompletedTask
                : NeverAsync(),
        };
        using CompletionsEndpoint endpoint = await ConnectAsync(server, new HastyTime());

        (int index, ScoringReply _) = await endpoint.ScoreAsync([new("a", " b"), new("a", " c")]).FirstAsync();

        Assert.Equal(0, index);
    }

    [Fact]
    public async Task ConnectAsync_ServerTellsItsModel_IsPartOfTheIdentity()
    {
        using CompletionsEndpoint endpoint = await ConnectAsync(
            new TableEndpoint(), new HastyTime(), Options with { ApiKey = "secret", PrefixText = "<s>" });

        Assert.Equal(("table", 1000), (endpoint.Id, endpoint.ContextLength));
        Assert.Equal(
            [
                "address=http://host/v1", "model=table", "prefix_text=<s>", "served.id=table",
                "served.max_model_len=1000", "served.owned_by=tests",
            ],
            endpoint.Identity.Select(pair => $"{pair.Key}={pair.Value}"));
    }

    [Theory]
    [InlineData(404, "")]
    [InlineData(200, "{\"data\": [{\"id\": \"other\", \"max_model_len\": 5}]}")]
    [InlineData(200, "{\"data\": 5}")]
    [InlineData(200, "[]")]
    public async Task ConnectAsync_ServerTellsNothingOfTheModel_IsFine(int status, string models)
    {
        var server = new TableEndpoint
        {
            Instead = (_, _) => new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(models) },
        };

        using CompletionsEndpoint endpoint = await ConnectAsync(server, new HastyTime());

        Assert.Null(endpoint.ContextLength);
        Assert.Equal(["address", "model"], endpoint.Identity.Keys);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(500)]
    public async Task ConnectAsync_RefusedOrFailing_Throws(int status)
    {
        var server = new TableEndpoint { Instead = (_, _) => new HttpResponseMessage((HttpStatusCode)status) };

        var e = await Assert.ThrowsAnyAsync<HttpRequestException>(() => ConnectAsync(server, new HastyTime()));

        Assert.Equal((HttpStatusCode)status, e.StatusCode);
    }

    private static CompletionsEndpointOptions Options { get; } = new()
    {
        BaseAddress = new Uri("http://host/v1/"),
        Model = "table",
        Concurrency = 4,
        MaxRetries = 3,
    };

    private static HttpResponseMessage Busy(RetryConditionHeaderValue wait) =>
        new(HttpStatusCode.ServiceUnavailable) { Headers = { RetryAfter = wait } };

    private static Task NeverAsync() => Task.Delay(Timeout.Infinite);

    private static TableEndpoint Failing(int times, Func<HttpResponseMessage> failure)
    {
        int asked = 0;
        return new TableEndpoint
        {
            Instead = (request, _) => request.RequestUri!.AbsolutePath == "/v1/completions" && asked++ < times
                ? failure()
                : null,
        };
    }

    private static int Completions(TableEndpoint server) =>
        server.Requests.Count(request => request.Path == "/v1/completions");

    private static Task<CompletionsEndpoint> ConnectAsync(
        TableEndpoint server, HastyTime time, CompletionsEndpointOptions? options = null) =>
        CompletionsEndpoint.ConnectAsync(options ?? Options, server, time);

    // The number of tokens to write is given, so that a failure is not taken for a word about it.
    private static async Task<ScoringReply> ScoreAsync(TableEndpoint server, HastyTime time)
    {
        using CompletionsEndpoint endpoint =
            await ConnectAsync(server, time, Options with { ScoringOutputTokens = 0 });
        return (await endpoint.ScoreAsync([new("hi", " a")]).SingleAsync()).Reply;
    }
}

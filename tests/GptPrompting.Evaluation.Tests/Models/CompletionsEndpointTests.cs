using System.Net;
using System.Text;
using GptPrompting.Evaluation.Models;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Evaluation.Tests.Fakes;
using GptPrompting.Generation;
using GptPrompting.Scoring;

namespace GptPrompting.Evaluation.Tests.Models;

public sealed class CompletionsEndpointTests
{
    // Sums of characters, times 7 for the token before and 3 for the token, modulo 16: " a" is 32 + 97 = 129,
    // " b" 130, "hi" 104 + 105 = 209. "hi", " a": 1463 + 387 = 1850, 10, so -2.75; " a", " b": 903 + 390 = 1293, 13, so
    // -3.5.
    [Fact]
    public async Task ScoreAsync_TwoTokens_GivesTheirLogProbabilities()
    {
        ScoringReply reply = await ScoreAsync(new TableEndpoint(), new("hi", " a b"));

        Assert.Equal([new TokenScore(-1, " a", -2.75), new TokenScore(-1, " b", -3.5)], reply.Tokens);
        Assert.False(reply.IsGreedy);
        Assert.Equal((1, 0, false), (reply.ContextTokenCount, reply.TruncatedTokenCount, reply.IsBoundaryMerged));
    }

    [Fact]
    public async Task ScoreAsync_SpaceAtTheEndOfTheContext_ScoresTheSame()
    {
        ScoringReply reply = await ScoreAsync(new TableEndpoint(), new("hi ", "a b"));

        Assert.Equal(-6.25, reply.LogLikelihood);
    }

    [Fact]
    public async Task ScoreAsync_CharactersOfTwoUnits_AreTakenAsOne()
    {
        ScoringReply reply = await ScoreAsync(new TableEndpoint { BeginOfText = "<s>" }, new("😀😀 x", " a😀 b"));

        Assert.Equal([" a", "😀", " b"], reply.Tokens.Select(token => token.Text));
        Assert.Equal(4, reply.ContextTokenCount);
    }

    [Fact]
    public async Task ScoreAsync_TokenOverTheBoundary_IsMerged()
    {
        ScoringReply reply = await ScoreAsync(new TableEndpoint(), new("hi yo", "u a"));

        Assert.True(reply.IsBoundaryMerged);
        Assert.Equal([" a"], reply.Tokens.Select(token => token.Text));
    }

    [Fact]
    public async Task ScoreAsync_ContinuationWithinAToken_SaysThatNothingIsLeft() =>
        Assert.Contains("no token of its own", (await ScoreAsync(new TableEndpoint(), new("yo", "u"))).FailureReason);

    [Fact]
    public async Task ScoreAsync_EmptyContextWithoutPrefix_NamesTheOption() =>
        Assert.Contains("Set PrefixText", (await ScoreAsync(new TableEndpoint(), new("", "a b"))).FailureReason);

    [Fact]
    public async Task ScoreAsync_EmptyContextBehindTheServersToken_ScoresAll()
    {
        ScoringReply reply = await ScoreAsync(new TableEndpoint { BeginOfText = "<s>" }, new("", "a b"));

        Assert.Equal(["a", " b"], reply.Tokens.Select(token => token.Text));
        Assert.Equal(1, reply.ContextTokenCount);
    }

    [Fact]
    public async Task ScoreAsync_EmptyContextWithPrefix_LeavesItOut()
    {
        ScoringReply reply = await ScoreAsync(
            new TableEndpoint(), new("", "a b"), options => options with { PrefixText = "<|end|>" });

        Assert.Equal(["a", " b"], reply.Tokens.Select(token => token.Text));
        Assert.Equal(TableEndpoint.LogProbability("<|end|>", "a"), reply.Tokens[0].LogProbability);
    }

    [Fact]
    public async Task ScoreAsync_PrefixOfTwoTokens_IsRefused() => Assert.Contains(
        "not one token",
        (await ScoreAsync(new TableEndpoint(), new("", " b"), options => options with { PrefixText = "x y" }))
            .FailureReason);

    [Fact]
    public async Task ScoreAsync_ServerThatWantsToWrite_IsAskedForOneToken()
    {
        var server = new TableEndpoint { TakesZeroTokens = false };

        ScoringReply reply = await ScoreAsync(server, new("hi", " a b"));

        Assert.Equal(-6.25, reply.LogLikelihood);
        Assert.Equal([0, 1], Asked(server));
    }

    [Fact]
    public async Task ScoreAsync_ServerThatWantsToWrite_IsRemembered()
    {
        var server = new TableEndpoint { TakesZeroTokens = false };

        await ScoreAsync(server, options => options with { Concurrency = 1 }, new("hi", " a"), new("hi", " b"));

        Assert.Equal([0, 1, 1], Asked(server));
    }

    [Fact]
    public async Task ScoreAsync_OptionSaysZero_AsksForNoneOnly()
    {
        var server = new TableEndpoint { TakesZeroTokens = false };

        ScoringReply reply = await ScoreAsync(
            server, new("hi", " a"), options => options with { ScoringOutputTokens = 0 });

        Assert.Contains("max_tokens must be at least 1", reply.FailureReason);
        Assert.Equal([0], Asked(server));
    }

    [Fact]
    public async Task ScoreAsync_TooLong_TakesNoOtherWithIt()
    {
        ScoringReply[] replies = await ScoreAsync(
            new TableEndpoint { ContextLength = 5 }, options => options, new("a b c d e", " f"), new("a b", " f"));

        Assert.Contains("maximum context length is 5", replies[0].FailureReason);
        Assert.Null(replies[1].FailureReason);
    }

    // Four of five tokens, so that the server could write one: b is read only, and c to e are the context.
    [Fact]
    public async Task ScoreAsync_TooLongAndTruncates_CutsTheStart()
    {
        ScoringRequest request = new("a b c d e", " f")
        {
            Truncates = true,
            Spans = [new TextSpan(2, 1), new TextSpan(4, 1), new TextSpan(6, 1)],
        };

        ScoringReply reply = await ScoreAsync(new TableEndpoint { ContextLength = 5 }, request);

        Assert.Equal((5, 2), (reply.ContextTokenCount, reply.TruncatedTokenCount));
        Assert.Equal(TableEndpoint.LogProbability(" e", " f"), reply.LogLikelihood);
        Assert.True(Assert.Single(reply.Tokens).Id > 0);
        Assert.Equal([0, 0, 1], reply.Spans.Select(span => span.TokenCount));
        Assert.Equal(TableEndpoint.LogProbability(" c", " d"), reply.Spans[2].LogLikelihood);
    }

    [Fact]
    public async Task ScoreAsync_TruncatesWithoutTokenizer_SaysWhatIsMissing()
    {
        ScoringReply reply = await ScoreAsync(
            new TableEndpoint { ContextLength = 4, HasTokenizer = false },
            new ScoringRequest("a b c d e", " f") { Truncates = true });

        Assert.Contains("no tokenizer at http://host/tokenize", reply.FailureReason);
    }

    [Fact]
    public async Task ScoreAsync_ContinuationLongerThanTheContext_IsRefused()
    {
        ScoringReply reply = await ScoreAsync(
            new TableEndpoint { ContextLength = 4 }, new ScoringRequest("a", " b c d e") { Truncates = true });

        Assert.Contains("maximum context length", reply.FailureReason);
    }

    [Fact]
    public async Task ScoreAsync_OptionSaysAShorterContext_IsObeyed()
    {
        ScoringReply reply = await ScoreAsync(
            new TableEndpoint(), new("a b c", " d"), options => options with { ContextLength = 4 });

        Assert.Contains("The text has 4 tokens; at most 3 of 4 can be scored.", reply.FailureReason);
    }

    [Fact]
    public async Task ScoreAsync_SpanBeyondTheContext_IsAWrongArgument()
    {
        using CompletionsEndpoint endpoint = await ConnectAsync(new TableEndpoint());

        Assert.Throws<ArgumentException>(() =>
            endpoint.ScoreAsync([new("ab", "c") { Spans = [new TextSpan(1, 2)] }]));
    }

    [Theory]
    [InlineData("{\"error\": {\"message\": \"no such model\"}}", "404 Not Found: no such model")]
    [InlineData("{\"message\": \"no such model\"}", "404 Not Found: no such model")]
    [InlineData("{\"error\": \"no such model\"}", "404 Not Found: no such model")]
    [InlineData("{\"detail\": \"Not Found\"}", "404 Not Found: Not Found")]
    [InlineData("<html>", "404 Not Found: <html>")]
    [InlineData("", "404 Not Found")]
    public async Task ScoreAsync_Refused_SaysWhatTheServerSaid(string answer, string said)
    {
        TableEndpoint server = Answering(() => new HttpResponseMessage(HttpStatusCode.NotFound)
        {
            Content = new StringContent(answer, Encoding.UTF8),
        });

        ScoringReply reply = await ScoreAsync(server, new("hi", " a"));

        Assert.Equal($"The endpoint answered {said}", reply.FailureReason);
    }

    [Fact]
    public async Task ScoreAsync_KeyInTheServersWords_IsNotRepeated()
    {
        TableEndpoint server = Answering(() =>
            TableEndpoint.Json(new { message = "wrong key secret!" }, HttpStatusCode.Unauthorized));

        ScoringReply reply = await ScoreAsync(
            server, new("hi", " a"), options => options with { ApiKey = "secret" });

        Assert.Equal("The endpoint answered 401 Unauthorized: wrong key (key)!", reply.FailureReason);
        Assert.Contains("Bearer secret", server.Keys);
    }

    [Fact]
    public async Task ScoreAsync_LongRequest_IsNotSent()
    {
        ScoringReply reply = await ScoreAsync(
            new TableEndpoint(), new(new string('a', 2000), " b"), options => options with { MaxRequestBytes = 1024 });

        Assert.Contains("at most 1024 are sent", reply.FailureReason);
    }

    [Fact]
    public async Task ScoreAsync_LongAnswer_IsNotReadAndNotAskedForAgain()
    {
        TableEndpoint server =
            Answering(() => new HttpResponseMessage { Content = new ByteArrayContent(new byte[9000]) });

        ScoringReply reply = await ScoreAsync(
            server, new("hi", " a"), options => options with { MaxResponseBytes = 4096 });

        Assert.Contains("Attempts: 1.", reply.FailureReason);
    }

    [Fact]
    public async Task GenerateAsync_Prompt_GivesTextAndCounts()
    {
        GenerationReply reply = await GenerateAsync(
            new TableEndpoint(), new("a b", new GenerationOptions { MaxOutputTokens = 2 }));

        Assert.Equal((" more more", 2, 2), (reply.Text, reply.PromptTokenCount, reply.OutputTokenCount));
    }

    [Fact]
    public async Task GenerateAsync_ServerThatReturnsTheStop_IsCutBeforeIt()
    {
        GenerationOptions options = new() { MaxOutputTokens = 3, StopSequences = ["re m", "x"] };

        GenerationReply reply = await GenerateAsync(new TableEndpoint(), new("a", options));

        Assert.Equal(" mo", reply.Text);
    }

    [Fact]
    public async Task GenerateAsync_NoRoomAndTruncates_CutsTheStart()
    {
        var server = new TableEndpoint { ContextLength = 5 };

        GenerationReply reply = await GenerateAsync(
            server, new("a b c d", new GenerationOptions { MaxOutputTokens = 2 }) { Truncates = true });

        Assert.Equal((" more more", 4, 1), (reply.Text, reply.PromptTokenCount, reply.TruncatedTokenCount));
    }

    [Fact]
    public async Task GenerateAsync_NoRoom_IsRefused() => Assert.Contains(
        "maximum context length",
        (await GenerateAsync(new TableEndpoint { ContextLength = 5 }, new("a b", new GenerationOptions())))
            .FailureReason);

    [Fact]
    public async Task GenerateAsync_OptionThatTheProtocolLacks_SendsNothing()
    {
        var server = new TableEndpoint();
        using CompletionsEndpoint endpoint = await ConnectAsync(server);

        Assert.Throws<ArgumentException>(() =>
            endpoint.GenerateAsync([new("a", new GenerationOptions { TopK = 3 })]));
        Assert.DoesNotContain(server.Requests, request => request.Path == "/v1/completions");
    }

    [Fact]
    public async Task ScoreDocumentsAsync_FitsBehindThePrefix_IsOneRequest()
    {
        var server = new TableEndpoint { ContextLength = 5 };

        ScoringReply reply = await ScoreDocumentAsync(server, "a b c");

        Assert.Equal(["a", " b", " c"], reply.Tokens.Select(token => token.Text));
        Assert.Single(server.Requests, request => request.Path == "/v1/completions");
    }

    // Of five tokens four are sent, so that a window reads three: <|end|> a b -> a b c, then c d e -> d e f, then d e
    // f -> g. The formula sees one token before each, which every window has.
    [Fact]
    public async Task ScoreDocumentsAsync_LongerThanTheContext_ScoresEveryTokenOnce()
    {
        ScoringReply reply = await ScoreDocumentAsync(new TableEndpoint { ContextLength = 5 }, "a b c d e f g");

        string[] tokens = ["<|end|>", "a", " b", " c", " d", " e", " f", " g"];
        Assert.Equal(tokens[1..], reply.Tokens.Select(token => token.Text));
        Assert.Equal(
            tokens.Zip(tokens[1..], TableEndpoint.LogProbability),
            reply.Tokens.Select(token => token.LogProbability));
    }

    [Fact]
    public async Task ScoreDocumentsAsync_LongerWithoutTokenizer_SaysWhatIsMissing() => Assert.Contains(
        "no tokenizer",
        (await ScoreDocumentAsync(new TableEndpoint { ContextLength = 5, HasTokenizer = false }, "a b c d e f g"))
            .FailureReason);

    private static int[] Asked(TableEndpoint server) =>
    [
        .. server.Requests.Where(request => request.Path == "/v1/completions")
            .Select(request => request.Body.GetProperty("max_tokens").GetInt32()),
    ];

    private static TableEndpoint Answering(Func<HttpResponseMessage> answer) => new()
    {
        Instead = (request, _) => request.RequestUri!.AbsolutePath == "/v1/completions" ? answer() : null,
    };

    private static Task<CompletionsEndpoint> ConnectAsync(
        TableEndpoint server, Func<CompletionsEndpointOptions, CompletionsEndpointOptions>? change = null) =>
        CompletionsEndpoint.ConnectAsync(
            (change ?? (options => options))(new() { BaseAddress = new Uri("http://host/v1"), Model = "table" }),
            server,
            new HastyTime());

    private static async Task<ScoringReply> ScoreAsync(
        TableEndpoint server,
        ScoringRequest request,
        Func<CompletionsEndpointOptions, CompletionsEndpointOptions>? change = null) =>
        (await ScoreAsync(server, change ?? (options => options), request))[0];

    private static async Task<ScoringReply[]> ScoreAsync(
        TableEndpoint server,
        Func<CompletionsEndpointOptions, CompletionsEndpointOptions> change,
        params ScoringRequest[] requests)
    {
        using CompletionsEndpoint endpoint = await ConnectAsync(server, change);
        var replies = new ScoringReply[requests.Length];
        await foreach ((int index, ScoringReply reply) in endpoint.ScoreAsync(requests))
        {
            replies[index] = reply;
        }

        return replies;
    }

    private static async Task<GenerationReply> GenerateAsync(TableEndpoint server, GeneratingRequest request)
    {
        using CompletionsEndpoint endpoint = await ConnectAsync(server);
        return (await endpoint.GenerateAsync([request]).SingleAsync()).Reply;
    }

    private static async Task<ScoringReply> ScoreDocumentAsync(TableEndpoint server, string document)
    {
        using CompletionsEndpoint endpoint =
            await ConnectAsync(server, options => options with { PrefixText = "<|end|>" });
        return (await endpoint.ScoreDocumentsAsync([document]).SingleAsync()).Reply;
    }
}

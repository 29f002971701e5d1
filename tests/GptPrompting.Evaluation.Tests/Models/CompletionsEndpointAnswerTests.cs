using GptPrompting.Evaluation.Models;
using GptPrompting.Evaluation.Tests.Fakes;

namespace GptPrompting.Evaluation.Tests.Models;

/// <summary>Answers that are a success and yet none of the protocol's.</summary>
public sealed class CompletionsEndpointAnswerTests
{
    private const string Advice = "Check that the base address is that of a server with OpenAI's completions protocol "
        + "(most end in /v1), and that no web page or proxy answers in its place";

    [Theory]
    [InlineData("{", "no JSON")]
    [InlineData("<html>", "no JSON")]
    [InlineData("[1]", "other JSON than asked for")]
    [InlineData("null", "other JSON than asked for")]
    [InlineData("{\"choices\": [{\"logprobs\": {\"tokens\": [\"a\"], \"token_logprobs\": [NaN]}}]}", "no JSON")]
    [InlineData("{\"choices\": [{\"logprobs\": {\"tokens\": [\"a\"], \"token_logprobs\": [\"a\"]}}]}",
        "other JSON than asked for")]
    public async Task ScoreAsync_AnswerOfAnotherForm_SaysWhatCameAndWhatToDo(string answer, string what)
    {
        string? reason = await ReasonAsync(answer);

        Assert.Equal($"The endpoint answered 200 OK with {what}. {Advice}; it begins: {answer}", reason);
    }

    [Fact]
    public async Task ScoreAsync_EmptyAnswer_SaysSo()
    {
        string? reason = await ReasonAsync(" ");

        Assert.Equal($"The endpoint answered 200 OK with nothing. {Advice}.", reason);
    }

    [Fact]
    public async Task ScoreAsync_LongAnswerWithTheKey_Shows200CharactersWithoutIt()
    {
        string? reason = await ReasonAsync("<p>secret</p>" + new string('a', 300));

        Assert.EndsWith($"; it begins: <p>(key)</p>{new string('a', 188)} ...", reason);
    }

    private static async Task<string?> ReasonAsync(string answer)
    {
        var server = new TableEndpoint
        {
            Instead = (request, _) => request.RequestUri!.AbsolutePath == "/v1/completions"
                ? new HttpResponseMessage { Content = new StringContent(answer) }
                : null,
        };
        var options = new CompletionsEndpointOptions
        {
            BaseAddress = new Uri("http://host/v1"), Model = "table", ApiKey = "secret",
        };
        using CompletionsEndpoint endpoint = await CompletionsEndpoint.ConnectAsync(options, server, new HastyTime());
        return (await endpoint.ScoreAsync([new("hi", " a")]).SingleAsync()).Reply.FailureReason;
    }
}

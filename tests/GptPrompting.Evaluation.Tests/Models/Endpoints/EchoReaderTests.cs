using System.Text.Json;
using GptPrompting.Evaluation.Models.Endpoints;

namespace GptPrompting.Evaluation.Tests.Models.Endpoints;

public sealed class EchoReaderTests
{
    [Fact]
    public void Read_OneTokenWritten_DropsIt() =>
        Assert.Equal(["hi", " a"], Texts(Answer("hi a b", ["hi", " a", " b"], completionTokens: 1), "hi a", 1));

    // llama-cpp-python tells neither the begin nor the end of a text.
    [Fact]
    public void Read_EndOfTextNotTold_DropsNothing() =>
        Assert.Equal(["hi", " a"], Texts(Answer("hi a", ["hi", " a"], completionTokens: 1), "hi a", 1));

    // vLLM counts a token that it does not tell.
    [Fact]
    public void Read_NoneAskedForAndOneCounted_DropsNothing() =>
        Assert.Equal(["hi", " a"], Texts(Answer("hi a", ["hi", " a"], completionTokens: 1), "hi a", 0));

    [Fact]
    public void Read_MoreWrittenThanAskedFor_DropsAllOfThem() =>
        Assert.Equal(["hi"], Texts(Answer("hi a b", ["hi", " a", " b"], completionTokens: 2), "hi", 0));

    [Fact]
    public void Read_TokenIsTheTopOne_IsMostProbable()
    {
        CompletionAnswer answer = Answer(
            "abc", ["a", "b", "c"], top: "[null, {\"b\": -1.5}, {\"c\": -1.5, \"d\": -1}]");

        bool?[] isMostProbable = [.. EchoReader.Read(answer, "abc", 0).Select(token => token.IsMostProbable)];

        Assert.Equal([null, true, false], isMostProbable);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("[[\"a\"], 5, {}]")]
    public void Read_TopTokensOfAnotherShape_SaysNothing(string top) =>
        Assert.All(
            EchoReader.Read(Answer("abc", ["a", "b", "c"], top: top), "abc", 0),
            token => Assert.Null(token.IsMostProbable));

    // llama.cpp's server answers echo with what it wrote alone.
    [Fact]
    public void Read_TextNotRepeated_SaysThatThereAreNoPromptLogProbabilities() =>
        Assert.StartsWith("The endpoint gives no prompt log-probabilities", Reason(Answer(" b", [" b"]), "hi a"));

    [Theory]
    [InlineData("{\"choices\": [{\"text\": \"hi a\", \"logprobs\": null}]}")]
    [InlineData("{\"choices\": [{\"text\": \"hi a\", \"logprobs\": {\"tokens\": [\"hi\"]}}]}")]
    [InlineData("{\"choices\": [{\"text\": \"hi a\", \"logprobs\": {\"tokens\": [\"hi\"], \"token_logprobs\": []}}]}")]
    public void Read_NoLogProbabilities_SaysSo(string json) =>
        Assert.StartsWith("The endpoint gives no prompt log-probabilities", Reason(Parsed(json), "hi a"));

    [Fact]
    public void Read_OtherTokensThanTheText_ShowsThem() =>
        Assert.Contains("'token_id:5', 'token_id:9'", Reason(Answer("hi", ["token_id:5", "token_id:9"]), "hi"));

    [Theory]
    [InlineData("{\"error\": \"no\"}")]
    [InlineData("{\"choices\": []}")]
    public void Read_NoChoice_SaysSo(string json) => Assert.Contains("0 choices", Reason(Parsed(json), "hi"));

    [Fact]
    public void Read_Ids_GivesEachTokenItsId() =>
        Assert.Equal([7, 9], EchoReader.Read(Answer("", ["a", "b", "c"]), [7, 9]).Select(token => token.Id));

    [Fact]
    public void Read_FewerTokensThanIds_IsRefused() =>
        Assert.Throws<EndpointRefusedException>(() => EchoReader.Read(Answer("", ["a"]), [7, 9]));

    private static readonly JsonSerializerOptions Names =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static IEnumerable<string> Texts(CompletionAnswer answer, string text, int outputTokens) =>
        EchoReader.Read(answer, text, outputTokens).Select(token => token.Text);

    private static string Reason(CompletionAnswer answer, string text) =>
        Assert.Throws<EndpointRefusedException>(() => EchoReader.Read(answer, text, 0)).Message;

    private static CompletionAnswer Answer(
        string text, string[] tokens, int completionTokens = 0, string top = "null") => Parsed(
            $$"""
            {
              "choices": [{ "text": {{JsonSerializer.Serialize(text)}}, "logprobs": {
                "tokens": {{JsonSerializer.Serialize(tokens)}},
                "token_logprobs": [null{{string.Concat(Enumerable.Repeat(", -1.5", tokens.Length - 1))}}],
                "top_logprobs": {{top}} } }],
              "usage": { "prompt_tokens": 9, "completion_tokens": {{completionTokens}} }
            }
            """);

    private static CompletionAnswer Parsed(string json) => JsonSerializer.Deserialize<CompletionAnswer>(json, Names)!;
}

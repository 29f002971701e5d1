using System.Net;

namespace GptPrompting.Evaluation.Models.Endpoints;

/// <summary>The tokenizer of an endpoint that has <c>/tokenize</c>, as vLLM and SGLang do.</summary>
internal sealed class EndpointTokenizer(EndpointConnection connection, Uri address, string model)
{
    /// <param name="text">What is encoded; empty is fine.</param>
    /// <param name="addSpecialTokens">Whether begin-of-text and the like are added, as to prompts.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="EndpointRefusedException">The endpoint has no such tokenizer.</exception>
    public async Task<int[]> EncodeAsync(string text, bool addSpecialTokens, CancellationToken cancellationToken)
    {
        var body = new Body(model, text, addSpecialTokens);
        Answer answer;
        try
        {
            answer = await connection.PostAsync<Answer>(address, body, cancellationToken);
        }
        catch (EndpointRefusedException e) when (e.StatusCode is HttpStatusCode.NotFound
            or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented)
        {
            throw Missing(e);
        }

        // llama.cpp's route of that name looks for another field, and finds nothing.
        return answer.Tokens is { } tokens && (tokens.Length > 0 || text.Length == 0) ? tokens : throw Missing();
    }

    private EndpointRefusedException Missing(Exception? innerException = null) => new(
        $"The text is longer than what the model reads, and the endpoint has no tokenizer at {address} to cut it by.",
        innerException: innerException)
    {
        IsTooLong = true,
    };

    private sealed record Body(string Model, string Prompt, bool AddSpecialTokens);

    private sealed record Answer(int[]? Tokens);
}

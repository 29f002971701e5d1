using System.Net;
using System.Text;
using System.Text.Json;

namespace GptPrompting.Evaluation.Models.Endpoints;

/// <summary>What an endpoint says where it refuses a request.</summary>
internal static class EndpointRefusal
{
    private const int MaxMessageLength = 500;
    private const int MaxContentLength = 200;

    // vLLM and OpenAI; llama.cpp; SGLang and newer vLLM.
    private static readonly string[] LengthWords =
        ["context length", "context_length", "context size", "context window", "max_model_len", "input length"];

    /// <param name="response">An answer that is no success.</param>
    /// <param name="content">Its body.</param>
    /// <param name="apiKey">What must not be repeated; null for nothing.</param>
    public static EndpointRefusedException Of(HttpResponseMessage response, byte[] content, string? apiKey)
    {
        string message = WithoutKey(Message(content), apiKey);
        string said = message.Length == 0 ? "" : $": {Shortened(message, MaxMessageLength)}";
        HttpStatusCode status = response.StatusCode;
        string reason = (int)status is >= 300 and < 400
            ? $"The endpoint redirects ({(int)status}) to {Target(response)}, which is not followed."
            : $"The endpoint answered {(int)status} {response.ReasonPhrase}{said}";
        return new EndpointRefusedException(reason, status) { IsTooLong = IsTooLong(status, message) };
    }

    /// <param name="response">A success.</param>
    /// <param name="content">Its body, which is not what the protocol has.</param>
    /// <param name="apiKey">What must not be repeated; null for nothing.</param>
    /// <param name="innerException">What reading it failed with; null for nothing.</param>
    public static EndpointRefusedException OfContent(
        HttpResponseMessage response, byte[] content, string? apiKey, Exception? innerException = null)
    {
        string text = WithoutKey(Encoding.UTF8.GetString(content).Trim(), apiKey);
        string what = text.Length == 0 ? "nothing" : IsJson(content) ? "other JSON than asked for" : "no JSON";
        string shown = text.Length == 0 ? "" : $"; it begins: {Shortened(text, MaxContentLength)}";
        return new EndpointRefusedException(
            $"The endpoint answered {(int)response.StatusCode} {response.ReasonPhrase} with {what}. Check that the "
            + "base address is that of a server with OpenAI's completions protocol (most end in /v1), and that no web "
            + $"page or proxy answers in its place{(shown.Length == 0 ? "." : shown)}",
            response.StatusCode,
            innerException);
    }

    private static string WithoutKey(string text, string? apiKey) =>
        apiKey is null ? text : text.Replace(apiKey, "(key)", StringComparison.Ordinal);

    private static bool IsJson(byte[] content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Target(HttpResponseMessage response) =>
        response.Headers.Location is not Uri target ? "nowhere"
        : target.IsAbsoluteUri ? target.GetLeftPart(UriPartial.Path)
        : target.OriginalString;

    private static bool IsTooLong(HttpStatusCode status, string message) =>
        status is HttpStatusCode.RequestEntityTooLarge
        || (status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity
            && LengthWords.Any(word => message.Contains(word, StringComparison.OrdinalIgnoreCase)));

    /// <returns>
    /// The text at <c>error.message</c> (OpenAI), <c>message</c> (vLLM once), <c>error</c> or <c>detail</c> (FastAPI),
    /// else the body as it is.
    /// </returns>
    private static string Message(byte[] content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            JsonElement root = document.RootElement;
            return Text(root, "error", "message") ?? Text(root, "message") ?? Text(root, "error")
                ?? Text(root, "detail") ?? root.GetRawText();
        }
        catch (JsonException)
        {
            return Encoding.UTF8.GetString(content).Trim();
        }
    }

    private static string? Text(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (string name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
    }

    private static string Shortened(string text, int most) => text.Length <= most ? text : text[..most] + " ...";
}

using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Polly;
using Polly.Timeout;

namespace GptPrompting.Evaluation.Models.Endpoints;

/// <summary>Sends JSON to an endpoint and reads JSON from it, again where that can help.</summary>
internal sealed class EndpointConnection : IDisposable
{
    private static readonly JsonSerializerOptions Names = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly CompletionsEndpointOptions _options;
    private readonly HttpClient _client;
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;

    /// <param name="options">Whom to ask, and how patiently.</param>
    /// <param name="handler">Where requests go; null is the network, without following redirects.</param>
    /// <param name="time">What waiting and time-outs are measured by.</param>
    public EndpointConnection(CompletionsEndpointOptions options, HttpMessageHandler? handler, TimeProvider time)
    {
        _options = options;
        _pipeline = new RetryRules(options, time).Pipeline();
        // A redirect could carry the key and the prompts to another host.
        _client = new HttpClient(
            handler ?? new SocketsHttpHandler { AllowAutoRedirect = false }, disposeHandler: handler is null)
        {
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = options.MaxResponseBytes,
        };
    }

    public Task<T> GetAsync<T>(Uri address, CancellationToken cancellationToken) =>
        SendAsync<T>(HttpMethod.Get, address, body: null, cancellationToken);

    public Task<T> PostAsync<T>(Uri address, object body, CancellationToken cancellationToken)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), Names);
        return json.Length <= _options.MaxRequestBytes
            ? SendAsync<T>(HttpMethod.Post, address, json, cancellationToken)
            : throw new EndpointRefusedException(
                $"The request has {json.Length} bytes; at most {_options.MaxRequestBytes} are sent.");
    }

    public void Dispose() => _client.Dispose();

    /// <exception cref="EndpointRefusedException">There is no answer, a refusal, or no JSON of this kind.</exception>
    private async Task<T> SendAsync<T>(
        HttpMethod method, Uri address, byte[]? body, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await SendPatientlyAsync(method, address, body, cancellationToken);
        byte[] content = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw EndpointRefusal.Of(response, content, _options.ApiKey);
        }

        try
        {
            return JsonSerializer.Deserialize<T>(content, Names)
                ?? throw EndpointRefusal.OfContent(response, content, _options.ApiKey);
        }
        catch (JsonException e)
        {
            throw EndpointRefusal.OfContent(response, content, _options.ApiKey, e);
        }
    }

    private async Task<HttpResponseMessage> SendPatientlyAsync(
        HttpMethod method, Uri address, byte[]? body, CancellationToken cancellationToken)
    {
        int attempts = 0;
        try
        {
            return await _pipeline.ExecuteAsync(
                async token =>
                {
                    attempts++;
                    using HttpRequestMessage request = Request(method, address, body);
                    return await _client.SendAsync(request, token);
                },
                cancellationToken);
        }
        catch (TimeoutRejectedException e)
        {
            throw new EndpointRefusedException(
                $"The endpoint did not answer within {_options.Timeout.TotalSeconds} s; attempts: {attempts}.",
                innerException: e) { IsUnanswered = true };
        }
        catch (HttpRequestException e)
        {
            throw new EndpointRefusedException(
                $"The endpoint cannot be asked: {e.Message} Attempts: {attempts}.", innerException: e)
            {
                IsUnanswered = true,
                IsUnreachable = e.HttpRequestError
                    is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError,
            };
        }
    }

    private HttpRequestMessage Request(HttpMethod method, Uri address, byte[]? body)
    {
        var request = new HttpRequestMessage(method, address);
        if (_options.ApiKey is string key)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        }

        return request;
    }
}

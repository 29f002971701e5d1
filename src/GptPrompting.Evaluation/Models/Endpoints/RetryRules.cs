using System.Net;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace GptPrompting.Evaluation.Models.Endpoints;

/// <summary>Which failures of an endpoint pass, how long is waited, how long one attempt may take.</summary>
internal sealed class RetryRules(CompletionsEndpointOptions options, TimeProvider time)
{
    private readonly Lock _drawing = new();
    private readonly Random _random = new(options.RetrySeed);

    public ResiliencePipeline<HttpResponseMessage> Pipeline()
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time };
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = options.MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.RetryDelay,
                MaxDelay = options.MaxRetryDelay,
                Randomizer = Draw,
                ShouldHandle = failure => ValueTask.FromResult(Passes(failure.Outcome)),
                // Null leaves the wait to the back-off.
                DelayGenerator = failure => ValueTask.FromResult(RequestedWait(failure.Outcome.Result)),
            });
        }

        return builder.AddTimeout(options.Timeout).Build();
    }

    private bool Passes(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: TimeoutRejectedException } => true,
        { Exception: HttpRequestException e } => e.HttpRequestError != HttpRequestError.ConfigurationLimitExceeded,
        { Result: { } response } => IsPassing(response.StatusCode)
            && !(RequestedWait(response) > options.MaxRetryDelay),
        _ => false,
    };

    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        || (status >= HttpStatusCode.InternalServerError && status != HttpStatusCode.NotImplemented);

    /// <returns>What the server asks for (RFC 9110, 10.2.3); null for nothing.</returns>
    private TimeSpan? RequestedWait(HttpResponseMessage? response) => response?.Headers.RetryAfter switch
    {
        { Delta: TimeSpan wait } => wait,
        { Date: DateTimeOffset date } => NotNegative(date - time.GetUtcNow()),
        _ => null,
    };

    private static TimeSpan NotNegative(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait;

    private double Draw()
    {
        lock (_drawing)
        {
            return _random.NextDouble();
        }
    }
}

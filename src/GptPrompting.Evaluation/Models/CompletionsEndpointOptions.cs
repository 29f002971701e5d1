namespace GptPrompting.Evaluation.Models;

/// <summary>Where a served model is found, and how it is asked.</summary>
public sealed record CompletionsEndpointOptions
{
    /// <summary>
    /// The address that <c>completions</c> and <c>models</c> are under, as <c>http://localhost:8000/v1</c>; http or
    /// https. It is part of the model's identity, so that it holds no user, no query and no fragment.
    /// </summary>
    /// <exception cref="ArgumentException">The address is none of this kind.</exception>
    public required Uri BaseAddress
    {
        get;
        init => field = Checked(value);
    }

    /// <summary>The model's name at the endpoint, not empty.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public required string Model
    {
        get;
        init => field = string.IsNullOrWhiteSpace(value)
            ? throw new ArgumentException("Model is empty; it must be a name that the endpoint knows.", nameof(Model))
            : value;
    }

    /// <summary>
    /// Sent as a bearer token with every request; null, the default, sends none. It is never shown: not in reasons,
    /// not in the identity, not by <see cref="ToString"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The key is empty or has characters that no header can have.</exception>
    public string? ApiKey
    {
        get;
        init => field = value is null || (value.Length > 0 && value.All(c => c is > ' ' and <= '~'))
            ? value
            : throw new ArgumentException(
                "ApiKey is empty or has characters other than visible ASCII ones.", nameof(ApiKey));
    }

    /// <summary>
    /// Put before a continuation whose context is empty, and before every document, and left out of the score: the
    /// text of the model's begin-of-text or end-of-text token, such as <c>&lt;|endoftext|&gt;</c>. It must be one
    /// token. Null, the default, is right where the endpoint puts such a token before every prompt; elsewhere nothing
    /// stands before the first token, and such a request is refused.
    /// </summary>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public string? PrefixText
    {
        get;
        init => field = value is ""
            ? throw new ArgumentException("PrefixText is empty; null says that there is none.", nameof(PrefixText))
            : value;
    }

    /// <summary>
    /// The most tokens, prompt and answer together. At least 2; null, the default, takes what the endpoint says of the
    /// model (<c>max_model_len</c>, vLLM), if it does.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 2.</exception>
    public int? ContextLength
    {
        get;
        init => field = value is null ? null : AtLeast(2, value.Value, nameof(ContextLength));
    }

    /// <summary>
    /// How many tokens the endpoint writes behind a text that it scores: 0, as in OpenAI's protocol, or 1, which some
    /// servers ask for and which is dropped. Null, the default, tries 0 and then 1, and keeps to what was answered.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither 0 nor 1.</exception>
    public int? ScoringOutputTokens
    {
        get;
        init => field = value is null or 0 or 1
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(ScoringOutputTokens), value, $"ScoringOutputTokens is {value}; it must be 0 or 1.");
    }

    /// <summary>The most requests under way at a time. 1 to 1,024; default 16, for servers that batch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in the range.</exception>
    public int Concurrency
    {
        get;
        init => field = value is >= 1 and <= 1024
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(Concurrency), value, $"Concurrency is {value}; it must be from 1 to 1024.");
    } = 16;

    /// <summary>How long one attempt may take. 10 ms to a day; default 10 minutes, as OpenAI's clients.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in the range.</exception>
    public TimeSpan Timeout
    {
        get;
        init => field = UpToADay(value, nameof(Timeout));
    } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How often a request is repeated after time-outs, broken connections and the status codes 408, 429 and 5xx. At
    /// least 0; default 6, about two minutes of waiting.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0.</exception>
    public int MaxRetries
    {
        get;
        init => field = AtLeast(0, value, nameof(MaxRetries));
    } = 6;

    /// <summary>
    /// About how long the first repetition waits; each further one about twice as long, up to
    /// <see cref="MaxRetryDelay"/>. 10 ms to a day; default 1 second.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in the range.</exception>
    public TimeSpan RetryDelay
    {
        get;
        init => field = UpToADay(value, nameof(RetryDelay));
    } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The longest wait. A server that asks for a longer one (<c>Retry-After</c>) is not asked again. 10 ms to
    /// a day; default 2 minutes.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in the range.</exception>
    public TimeSpan MaxRetryDelay
    {
        get;
        init => field = UpToADay(value, nameof(MaxRetryDelay));
    } = TimeSpan.FromMinutes(2);

    /// <summary>The random part of the waiting times is drawn with this seed. Default 0.</summary>
    public int RetrySeed { get; init; }

    /// <summary>The largest request, in bytes. At least 1,024; default 16 MiB.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1,024.</exception>
    public int MaxRequestBytes
    {
        get;
        init => field = AtLeast(1024, value, nameof(MaxRequestBytes));
    } = 16 << 20;

    /// <summary>The largest answer, in bytes. At least 1,024; default 64 MiB: about 100 bytes for each token.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1,024.</exception>
    public int MaxResponseBytes
    {
        get;
        init => field = AtLeast(1024, value, nameof(MaxResponseBytes));
    } = 64 << 20;

    /// <returns>The model and its address; never the key.</returns>
    public override string ToString() => $"{Model} at {BaseAddress}";

    private static Uri Checked(Uri value)
    {
        ArgumentNullException.ThrowIfNull(value);
        bool isPlain = value.IsAbsoluteUri && (value.Scheme is "http" or "https")
            && value.UserInfo.Length == 0 && value.Query.Length == 0 && value.Fragment.Length == 0;
        return isPlain
            ? value
            : throw new ArgumentException(
                "BaseAddress must be an http or https address without user, query and fragment, "
                + "as http://localhost:8000/v1.", nameof(BaseAddress));
    }

    private static int AtLeast(int least, int value, string name) =>
        value >= least
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be at least {least}.");

    // What Polly takes: at least 10 ms for a time-out, at most a day for all.
    private static TimeSpan UpToADay(TimeSpan value, string name) =>
        value >= TimeSpan.FromMilliseconds(10) && value <= TimeSpan.FromDays(1)
            ? value
            : throw new ArgumentOutOfRangeException(
                name, value, $"{name} is {value}; it must be from 10 milliseconds to a day.");
}

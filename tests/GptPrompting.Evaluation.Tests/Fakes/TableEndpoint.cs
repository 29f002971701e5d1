using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace GptPrompting.Evaluation.Tests.Fakes;

/// <summary>
/// A server with OpenAI's completions protocol over a model that is a formula: a token is a word with the space before
/// it, or one other character; its log-probability is <see cref="LogProbability"/> of it and the token before.
/// </summary>
internal sealed partial class TableEndpoint : HttpMessageHandler
{
    private int _underWay;

    /// <summary>Put before every prompt; null for nothing.</summary>
    public string? BeginOfText { get; init; }

    /// <summary>The most tokens of prompt and output; a prompt that leaves no room is refused.</summary>
    public int ContextLength { get; init; } = 1000;

    /// <summary>Whether 0 tokens may be asked for.</summary>
    public bool TakesZeroTokens { get; init; } = true;

    public bool HasTokenizer { get; init; } = true;

    /// <summary>Answers in place of the model; null lets the model answer.</summary>
    public Func<HttpRequestMessage, JsonElement, HttpResponseMessage?> Instead { get; init; } = (_, _) => null;

    /// <summary>Is awaited before each answer; it is told the path.</summary>
    public Func<string, Task> Delay { get; init; } = _ => Task.CompletedTask;

    public List<(string Path, JsonElement Body)> Requests { get; } = [];

    public List<string?> Keys { get; } = [];

    public int MostUnderWay { get; private set; }

    /// <summary>Between -4 and -0.25 in steps of 0.25, the same on every machine.</summary>
    public static double LogProbability(string before, string token) =>
        -0.25 * (1 + (((before.Sum(c => c) * 7) + (token.Sum(c => c) * 3)) % 16));

    /// <summary>A token is the most probable one where it has at least this.</summary>
    public const double MostProbable = -2;

    public static string[] Tokenize(string text) => [.. Words.Matches(text).Select(match => match.Value)];

    public static HttpResponseMessage Json(object body, HttpStatusCode status = HttpStatusCode.OK) => new(status)
    {
        Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
    };

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string text = request.Content is null ? "{}" : await request.Content.ReadAsStringAsync(cancellationToken);
        JsonElement body = JsonSerializer.Deserialize<JsonElement>(text);
        lock (Requests)
        {
            Requests.Add((request.RequestUri!.AbsolutePath, body));
            Keys.Add(request.Headers.Authorization?.ToString());
            MostUnderWay = Math.Max(MostUnderWay, ++_underWay);
        }

        try
        {
            await Delay(request.RequestUri!.AbsolutePath).WaitAsync(cancellationToken);
            return Instead(request, body) ?? Answer(request.RequestUri.AbsolutePath, body);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private HttpResponseMessage Answer(string path, JsonElement body) => path switch
    {
        "/v1/models" => Json(new
        {
            data = new[] { new { id = "table", created = 5, owned_by = "tests", max_model_len = ContextLength } },
        }),
        "/tokenize" when HasTokenizer => Json(new
        {
            tokens = Prompt(
                body.GetProperty("prompt").GetString()!,
                body.GetProperty("add_special_tokens").GetBoolean()).Select(Id),
        }),
        "/v1/completions" => Complete(body),
        _ => new HttpResponseMessage(HttpStatusCode.NotFound),
    };

    private HttpResponseMessage Complete(JsonElement body)
    {
        JsonElement prompt = body.GetProperty("prompt");
        string[] tokens = prompt.ValueKind == JsonValueKind.String
            ? Prompt(prompt.GetString()!, addSpecialTokens: true)
            : [.. prompt.EnumerateArray().Select(id => Texts[id.GetInt32()])];
        int asked = body.GetProperty("max_tokens").GetInt32();
        if (asked == 0 && !TakesZeroTokens)
        {
            return Refusal("max_tokens must be at least 1, got 0.");
        }

        if (tokens.Length + asked > ContextLength)
        {
            return Refusal($"This model's maximum context length is {ContextLength} tokens.");
        }

        bool echo = body.TryGetProperty("echo", out JsonElement isEcho) && isEcho.GetBoolean();
        string[] written = [.. Enumerable.Repeat(" more", asked)];
        string[] told = echo ? [.. tokens, .. written] : written;
        string shown = prompt.ValueKind == JsonValueKind.String ? prompt.GetString()! : "";
        string text = (echo ? shown : "") + string.Concat(written);
        return Json(new
        {
            choices = new[] { new { index = 0, text, logprobs = Logprobs(told) } },
            usage = new { prompt_tokens = tokens.Length, completion_tokens = asked },
        });
    }

    private string[] Prompt(string text, bool addSpecialTokens) =>
        [.. addSpecialTokens && BeginOfText is not null ? [BeginOfText] : Array.Empty<string>(), .. Tokenize(text)];

    // As vLLM has it: lengths of token texts in code points, summed up.
    private static object Logprobs(string[] tokens) => new
    {
        tokens,
        token_logprobs = tokens.Select((token, i) => i == 0 ? null : (double?)LogProbability(tokens[i - 1], token)),
        top_logprobs = tokens.Select((token, i) => i == 0 ? null : Top(LogProbability(tokens[i - 1], token), token)),
        text_offset = tokens.Select((_, i) => tokens.Take(i).Sum(token => token.EnumerateRunes().Count())),
    };

    private static Dictionary<string, double> Top(double logProbability, string token) =>
        logProbability >= MostProbable
            ? new() { [token] = logProbability }
            : new() { [token] = logProbability, ["(other)"] = -0.125 };

    private static HttpResponseMessage Refusal(string message) =>
        Json(new { error = new { message, type = "BadRequestError", code = 400 } }, HttpStatusCode.BadRequest);

    private static readonly Dictionary<int, string> Texts = [];

    private static int Id(string token)
    {
        lock (Texts)
        {
            int id = token.Aggregate(17, (hash, c) => unchecked((hash * 31) + c) & 0xFFFFFF);
            Texts[id] = token;
            return id;
        }
    }

    [GeneratedRegex(@"<\|\w+\|>| ?\w+|\p{Cs}{2}|.", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Words { get; }
}

using System.Globalization;
using GptPrompting.Evaluation.Models.Endpoints;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Models;

/// <summary>
/// A model behind an endpoint with OpenAI's completions protocol that gives the log-probabilities of prompts
/// (<c>echo</c> with <c>logprobs</c>), as vLLM, SGLang and llama-cpp-python say they do.
/// </summary>
/// <remarks>
/// <para>
/// Contexts and continuations go out as one text, and the tokens that come back are parted by their places in it: a
/// token belongs to the part that it begins in. That is what the runtime does with a model of its own, except where the
/// end of a context and the continuation make tokens together: then a token that reaches over the boundary is counted
/// to the context and the boundary reported as merged, but what else of the context was tokenized differently is not
/// seen. Token ids are -1, as the protocol does not tell them.
/// </para>
/// <para>
/// A text may have one token less than the context length. What is longer is cut, or scored by rolling windows, by
/// token ids, where the endpoint has vLLM's <c>/tokenize</c>; elsewhere it is refused.
/// </para>
/// <para>
/// Every request has a reply: one that is finally refused, or that the endpoint answers with anything but numbers that
/// fit the text, has the reason.
/// </para>
/// </remarks>
public sealed class CompletionsEndpoint : IEvaluatedModel, IDisposable
{
    private readonly CompletionsEndpointOptions _options;
    private readonly EndpointConnection _connection;
    private readonly EndpointScorer _scorer;
    private readonly EndpointWriter _writer;
    private long _tokensRead;

    private CompletionsEndpoint(
        CompletionsEndpointOptions options, EndpointConnection connection, ServedModel served)
    {
        var addresses = new EndpointAddresses(options.BaseAddress);
        var tokenizer = new EndpointTokenizer(connection, addresses.Tokenize, options.Model);
        var echo = new EchoClient(options, connection, addresses.Completions);
        _options = options;
        _connection = connection;
        ContextLength = options.ContextLength ?? served.ContextLength;
        _scorer = new EndpointScorer(
            options, ContextLength, echo, new CutTextScorer(options, ContextLength, echo, tokenizer));
        _writer = new EndpointWriter(options, ContextLength, connection, tokenizer);
        Identity = IdentityOf(options, served);
    }

    /// <inheritdoc/>
    public string Id => _options.Model;

    /// <inheritdoc/>
    public int? ContextLength { get; }

    /// <summary>
    /// The address, the model's name, the prefix and the context length where they are set, and what the endpoint says
    /// of the model (<c>served.</c>). A server does not tell which files it serves: a model that is replaced under the
    /// same name is not noticed.
    /// </summary>
    public IReadOnlyDictionary<string, string> Identity { get; }

    /// <summary>
    /// Tokens of all texts that were scored and of all that was generated; what the endpoint shares between them is
    /// its own business.
    /// </summary>
    public long TokensRead => Interlocked.Read(ref _tokensRead);

    /// <summary>Asks an endpoint what it says of a model.</summary>
    /// <param name="options">Where the model is, and how it is asked.</param>
    /// <param name="handler">
    /// Where requests go; it is not disposed. Null, the default, is the network: redirects are not followed, so that
    /// key and prompts go to no other host.
    /// </param>
    /// <param name="time">What waiting and time-outs are measured by; null, the default, is the system's clock.</param>
    /// <param name="cancellationToken">Ends the call with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="HttpRequestException">
    /// The endpoint cannot be reached, fails, or refuses the key. That it does not list the model is fine.
    /// </exception>
    public static async Task<CompletionsEndpoint> ConnectAsync(
        CompletionsEndpointOptions options,
        HttpMessageHandler? handler = null,
        TimeProvider? time = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        EndpointConnection? connection = new(options, handler, time ?? TimeProvider.System);
        try
        {
            ServedModel served = await ServedModel.ReadAsync(
                connection, new EndpointAddresses(options.BaseAddress).Models, options.Model, cancellationToken);
            var endpoint = new CompletionsEndpoint(options, connection, served);
            connection = null;
            return endpoint;
        }
        finally
        {
            connection?.Dispose();
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A span is not within its context.</exception>
    /// <exception cref="HttpRequestException">
    /// Nobody could be connected to, all repetitions through: a run ends there, and goes on when the endpoint is back.
    /// </exception>
    public IAsyncEnumerable<(int Index, ScoringReply Reply)> ScoreAsync(
        IReadOnlyList<ScoringRequest> requests, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        foreach ((int index, ScoringRequest request) in requests.Index())
        {
            CheckSpans(index, request);
        }

        return ScoreAllAsync(
            requests.Count, (index, token) => _scorer.ScoreAsync(requests[index], token), cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The protocol has no word for an option; none is sent then.</exception>
    public IAsyncEnumerable<(int Index, GenerationReply Reply)> GenerateAsync(
        IReadOnlyList<GeneratingRequest> requests, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        foreach (GeneratingRequest request in requests)
        {
            GenerationBody.ThrowIfUnknown(request.Options);
        }

        return SideBySide.RunAsync(requests.Count, _options.Concurrency, WriteAsync, cancellationToken);

        async Task<GenerationReply> WriteAsync(int index, CancellationToken token)
        {
            try
            {
                GenerationReply reply = await _writer.WriteAsync(requests[index], token);
                Interlocked.Add(ref _tokensRead, reply.PromptTokenCount + reply.OutputTokenCount);
                return reply;
            }
            catch (EndpointRefusedException e) when (!e.IsUnreachable)
            {
                return new GenerationReply { FailureReason = e.Message };
            }
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<(int Index, ScoringReply Reply)> ScoreDocumentsAsync(
        IReadOnlyList<string> documents, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return ScoreAllAsync(
            documents.Count, (index, token) => _scorer.ScoreDocumentAsync(documents[index], token), cancellationToken);
    }

    /// <summary>Closes the connections; requests under way fail.</summary>
    public void Dispose() => _connection.Dispose();

    private IAsyncEnumerable<(int Index, ScoringReply Reply)> ScoreAllAsync(
        int count, Func<int, CancellationToken, Task<ScoringReply>> score, CancellationToken cancellationToken)
    {
        return SideBySide.RunAsync(count, _options.Concurrency, OrReasonAsync, cancellationToken);

        async Task<ScoringReply> OrReasonAsync(int index, CancellationToken token)
        {
            try
            {
                ScoringReply reply = await score(index, token);
                Interlocked.Add(ref _tokensRead, reply.ContextTokenCount + reply.Tokens.Count);
                return reply;
            }
            catch (EndpointRefusedException e) when (!e.IsUnreachable)
            {
                return new ScoringReply { FailureReason = e.Message };
            }
        }
    }

    private static void CheckSpans(int index, ScoringRequest request)
    {
        foreach (TextSpan span in request.Spans)
        {
            if (span.Start < 0 || span.Length < 0 || span.Start > request.Context.Length - span.Length)
            {
                throw new ArgumentException(
                    $"Request {index} has a span of {span.Length} characters at {span.Start}; "
                    + $"its context has {request.Context.Length}.", "requests");
            }
        }
    }

    private static SortedDictionary<string, string> IdentityOf(
        CompletionsEndpointOptions options, ServedModel served)
    {
        var identity = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["address"] = options.BaseAddress.AbsoluteUri.TrimEnd('/'),
            ["model"] = options.Model,
        };
        if (options.PrefixText is string prefix)
        {
            identity["prefix_text"] = prefix;
        }

        if (options.ContextLength is int length)
        {
            identity["context_length"] = length.ToString(CultureInfo.InvariantCulture);
        }

        foreach ((string name, string value) in served.Properties)
        {
            identity["served." + name] = value;
        }

        return identity;
    }
}

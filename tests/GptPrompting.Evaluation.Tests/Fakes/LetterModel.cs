using GptPrompting.Evaluation.Models;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Scoring;

namespace GptPrompting.Evaluation.Tests.Fakes;

/// <summary>
/// A model whose tokens are characters. A character that stands in the context before costs 0.5 nats, any other one 2,
/// so that demonstrations help and a test can work its numbers out by hand. It repeats the last line when it writes,
/// cuts one token off whatever may be cut, and finds boundaries merged where a context has the word "merge".
/// </summary>
/// <param name="mostRequests">Breaks down, as a process that is killed does, after so many requests.</param>
/// <param name="refused">A text that it refuses; null for none.</param>
internal sealed class LetterModel(int mostRequests = int.MaxValue, string? refused = null) : IEvaluatedModel
{
    public const double Known = 0.5;
    public const double Unknown = 2;

    public string Id => "letters";

    public int? ContextLength => null;

    public IReadOnlyDictionary<string, string> Identity { get; init; } =
        new Dictionary<string, string> { ["digest"] = "abc" };

    public long TokensRead { get; private set; }

    /// <summary>Every request so far.</summary>
    public List<ScoringRequest> Requests { get; } = [];

    public int Calls { get; private set; }

    public IAsyncEnumerable<(int Index, ScoringReply Reply)> ScoreAsync(
        IReadOnlyList<ScoringRequest> requests, CancellationToken cancellationToken = default)
    {
        Calls++;
        return requests.Index().Reverse().Select(each => (each.Index, Score(each.Item))).ToAsyncEnumerable();
    }

    public IAsyncEnumerable<(int Index, GenerationReply Reply)> GenerateAsync(
        IReadOnlyList<GeneratingRequest> requests, CancellationToken cancellationToken = default) =>
        requests.Index().Select(each => (each.Index, new GenerationReply
        {
            Text = each.Item.Prompt.Split('\n')[^1] + each.Item.Options.Seed,
            PromptTokenCount = each.Item.Prompt.Length,
            OutputTokenCount = 1,
        })).ToAsyncEnumerable();

    public IAsyncEnumerable<(int Index, ScoringReply Reply)> ScoreDocumentsAsync(
        IReadOnlyList<string> documents, CancellationToken cancellationToken = default) =>
        documents.Index().Select(each => (each.Index, Score(new ScoringRequest("", each.Item)))).ToAsyncEnumerable();

    private ScoringReply Score(ScoringRequest request)
    {
        if (Requests.Count == mostRequests)
        {
            throw new IOException("The power went out.");
        }

        Requests.Add(request);
        if (refused is not null && (request.Context + request.Continuation).Contains(refused, StringComparison.Ordinal))
        {
            return new ScoringReply { FailureReason = $"'{refused}' is not for me." };
        }

        TokensRead += request.Context.Length + request.Continuation.Length;
        return new ScoringReply
        {
            Tokens = [.. request.Continuation.Select(c => new TokenScore(c, $"{c}", -Cost(request.Context, c)))],
            IsGreedy = request.Continuation.All(c => Cost(request.Context, c) == Known),
            ContextTokenCount = request.Context.Length,
            TruncatedTokenCount = request.Truncates ? 1 : 0,
            IsBoundaryMerged = request.Context.Contains("merge", StringComparison.Ordinal),
            Spans = [.. request.Spans.Select(span => Span(request.Context, span))],
        };
    }

    private static SpanScore Span(string context, TextSpan span)
    {
        string before = context[..span.Start];
        string part = context.Substring(span.Start, span.Length);
        return new SpanScore(part.Length, -part.Sum(c => Cost(before, c)), IsBoundaryMerged: false);
    }

    private static double Cost(string context, char c) => context.Contains(c) ? Known : Unknown;
}

using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using GptPrompting.Generation;
using GptPrompting.Models;
using GptPrompting.Scoring;

namespace GptPrompting.Evaluation.Models;

/// <summary>
/// A model in this process. What the requests of one call share is read once; nothing is taken from earlier calls, so
/// that the same requests give the same numbers to the last bit.
/// </summary>
/// <remarks>
/// It computes on the thread that enumerates. The language model stays the caller's, who disposes it.
/// </remarks>
public sealed class LocalModel : IEvaluatedModel
{
    private static readonly BatchOptions Alone = new() { UsesPrefixCache = false };

    private readonly LanguageModel _model;
    private readonly Lazy<IReadOnlyDictionary<string, string>> _identity;
    private long _tokensRead;

    /// <summary>Measures a language model.</summary>
    /// <param name="model">The model, opened from a folder.</param>
    public LocalModel(LanguageModel model)
        : this(model, digest: null)
    {
    }

    /// <summary>Measures a language model that was not opened from a folder.</summary>
    /// <param name="model">The model.</param>
    /// <param name="digest">
    /// What tells its weights from others', for <see cref="Identity"/>; null reads the files of the model's folder.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The model was not opened from a folder, and there is no digest.
    /// </exception>
    public LocalModel(LanguageModel model, string? digest)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (digest is null && model.Files is null)
        {
            throw new ArgumentException(
                "The model was not opened from a folder; give a digest that tells its weights from others'.",
                nameof(digest));
        }

        _model = model;
        _identity = new(() => IdentityOf(model, digest ?? ModelDigest.Of(model.Files!)));
    }

    /// <inheritdoc/>
    public string Id => _model.Id;

    /// <inheritdoc/>
    public int? ContextLength => _model.ContextLength;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Identity => _identity.Value;

    /// <inheritdoc/>
    public long TokensRead => _tokensRead;

    /// <inheritdoc/>
    public IAsyncEnumerable<(int Index, ScoringReply Reply)> ScoreAsync(
        IReadOnlyList<ScoringRequest> requests, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return Score(requests, cancellationToken).ToAsyncEnumerable();
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<(int Index, GenerationReply Reply)> GenerateAsync(
        IReadOnlyList<GeneratingRequest> requests, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return Generate(requests, cancellationToken).ToAsyncEnumerable();
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<(int Index, ScoringReply Reply)> ScoreDocumentsAsync(
        IReadOnlyList<string> documents, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return documents.Index().Select(each => (each.Index, Document(each.Item, cancellationToken)))
            .ToAsyncEnumerable();
    }

    private IEnumerable<(int Index, ScoringReply Reply)> Score(
        IReadOnlyList<ScoringRequest> requests, CancellationToken cancellationToken)
    {
        var refused = new List<(int, ScoringReply)>();
        IEnumerable<(int Index, ContinuationScore Score)> scores = _model.ScoreAccepted(
            requests.Select(Core),
            (index, reason) => refused.Add((index, new ScoringReply { FailureReason = reason })),
            Alone,
            new Counter(this),
            cancellationToken);
        foreach ((int, ScoringReply) each in refused)
        {
            yield return each;
        }

        foreach ((int index, ContinuationScore score) in scores)
        {
            yield return (index, Reply(score));
        }
    }

    private static ScoreRequest Core(ScoringRequest request) => new(request.Context, request.Continuation)
    {
        ContextParts = [.. request.Spans.Select(span => span.Start..span.End)],
        TruncatesContext = request.Truncates,
    };

    private static ScoringReply Reply(ContinuationScore score) => new()
    {
        Tokens = score.Tokens,
        IsGreedy = score.IsGreedy,
        IsBoundaryMerged = score.IsBoundaryMerged,
        ContextTokenCount = score.ContextTokenCount,
        TruncatedTokenCount = score.TruncatedTokenCount,
        Spans = [.. score.ContextParts.Select(part => new SpanScore(
            part.Tokens.Count, part.Tokens.Sum(token => token.LogProbability), part.IsBoundaryMerged))],
    };

    private IEnumerable<(int Index, GenerationReply Reply)> Generate(
        IReadOnlyList<GeneratingRequest> requests, CancellationToken cancellationToken)
    {
        var refused = new List<(int, GenerationReply)>();
        IEnumerable<BatchUpdate> updates = _model.GenerateAccepted(
            [.. requests.Select(request => new GenerationRequest(request.Prompt, request.Options)
            {
                TruncatesPrompt = request.Truncates,
            })],
            (index, reason) => refused.Add((index, new GenerationReply { FailureReason = reason })),
            Alone,
            new Counter(this),
            cancellationToken);
        foreach ((int, GenerationReply) each in refused)
        {
            yield return each;
        }

        var pieces = new Dictionary<int, List<CompletionUpdate>>();
        foreach (BatchUpdate update in updates)
        {
            if (!pieces.TryGetValue(update.RequestIndex, out List<CompletionUpdate>? ofRequest))
            {
                pieces[update.RequestIndex] = ofRequest = [];
            }

            ofRequest.Add(update.Update);
            if (update.Update.FinishReason is not null)
            {
                pieces.Remove(update.RequestIndex);
                yield return (update.RequestIndex, Reply(requests[update.RequestIndex], Completion.Join(ofRequest)));
            }
        }
    }

    private GenerationReply Reply(GeneratingRequest request, Completion completion)
    {
        int promptTokens = request.Truncates
            ? _model.Tokenizer.Encode(request.Prompt, addSpecialTokens: true).Length
            : completion.Usage.InputTokenCount;
        return new GenerationReply
        {
            Text = completion.Text,
            PromptTokenCount = promptTokens,
            TruncatedTokenCount = promptTokens - completion.Usage.InputTokenCount,
            OutputTokenCount = completion.Usage.OutputTokenCount,
        };
    }

    private ScoringReply Document(string text, CancellationToken cancellationToken)
    {
        try
        {
            TokenScore[] tokens = [.. _model.ScoreDocumentStreaming(text, cancellationToken: cancellationToken)
                .SelectMany(window => window.Tokens)];
            _tokensRead += tokens.Length;
            return new ScoringReply { Tokens = tokens, ContextTokenCount = 1 };
        }
        catch (ArgumentException e)
        {
            return new ScoringReply { FailureReason = e.Message.Split(" (Parameter '")[0] };
        }
    }

    private static Dictionary<string, string> IdentityOf(LanguageModel model, string digest)
    {
        LanguageModelOptions options = model.Options ?? new LanguageModelOptions();
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["digest"] = digest,
            ["runtime"] = SessionSettings.RuntimeVersion,
            ["weights"] = options.Weights.ToString(),
            ["rewriting"] = options.Rewriting.ToString(),
            ["provider"] = options.Provider.ToString(),
            ["threads"] = string.Create(
                CultureInfo.InvariantCulture, $"{options.Threads?.ToString(CultureInfo.InvariantCulture) ?? "default"}"
                + $" of {Environment.ProcessorCount}"),
            ["processor"] = string.Create(
                CultureInfo.InvariantCulture,
                $"{RuntimeInformation.ProcessArchitecture} {Vector<byte>.Count * 8} bits"),
        };
    }

    /// <summary>Adds up what calls read, each of which counts from 0.</summary>
    private sealed class Counter(LocalModel owner) : IProgress<BatchProgress>
    {
        private long _told;

        public void Report(BatchProgress value)
        {
            Interlocked.Add(ref owner._tokensRead, value.TokensRead - _told);
            _told = value.TokensRead;
        }
    }
}

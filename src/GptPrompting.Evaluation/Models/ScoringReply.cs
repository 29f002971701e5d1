using GptPrompting.Scoring;

namespace GptPrompting.Evaluation.Models;

/// <summary>How probable a model found a continuation, or why it did not say.</summary>
public sealed record ScoringReply
{
    /// <summary>Why there are no numbers; null where there are.</summary>
    public string? FailureReason { get; init; }

    /// <summary>The continuation's tokens with their log-probabilities in nats; empty where it failed.</summary>
    public IReadOnlyList<TokenScore> Tokens { get; init; } = [];

    /// <summary>Whether greedy decoding would have given exactly the continuation; null where nobody says.</summary>
    public bool? IsGreedy { get; init; }

    /// <summary>Whether the tokenizer joined the end of the context with the start of the continuation.</summary>
    public bool IsBoundaryMerged { get; init; }

    /// <summary>How many tokens the context had before any was cut off.</summary>
    public int ContextTokenCount { get; init; }

    /// <summary>How many tokens were cut off the context's start; 0 where it fitted.</summary>
    public int TruncatedTokenCount { get; init; }

    /// <summary>One score for each of the request's spans.</summary>
    public IReadOnlyList<SpanScore> Spans { get; init; } = [];

    /// <summary>Sum of the log-probabilities, in nats.</summary>
    public double LogLikelihood => Tokens.Sum(token => token.LogProbability);

    /// <summary>Mean negative log-probability per token, in nats; NaN where there is no token.</summary>
    public double Loss => -LogLikelihood / Tokens.Count;
}

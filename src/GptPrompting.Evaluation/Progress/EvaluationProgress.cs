namespace GptPrompting.Evaluation.Progress;

/// <summary>How far a run has come.</summary>
public sealed record EvaluationProgress
{
    /// <summary>How many results there are, those of an earlier try included.</summary>
    public required int Done { get; init; }

    /// <summary>How many there will be.</summary>
    public required int Total { get; init; }

    /// <summary>How many of <see cref="Done"/> have a reason instead of numbers.</summary>
    public required int Failed { get; init; }

    /// <summary>Results per second over the last while; null where none came in it.</summary>
    public double? SamplesPerSecond { get; init; }

    /// <summary>Tokens that the model read per second over the last while; null where nobody counts.</summary>
    public double? TokensPerSecond { get; init; }

    /// <summary>Mean loss of all results so far, in nats per token; null where none has one.</summary>
    public double? RunningLoss { get; init; }

    /// <summary>Time since the start.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Time to the end at the present speed; null where it is not known, zero at the end.</summary>
    public TimeSpan? TimeLeft { get; init; }
}

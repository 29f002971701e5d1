namespace GptPrompting.Evaluation;

/// <summary>The figures of one task at one number of shots.</summary>
public sealed record ShotsRow
{
    /// <summary>The task.</summary>
    public required string Task { get; init; }

    /// <summary>How many demonstrations each prompt showed.</summary>
    public required int Shots { get; init; }

    /// <summary>How many samples have numbers; the means are over these.</summary>
    public required int SampleCount { get; init; }

    /// <summary>How many samples could not be scored. They are in no mean.</summary>
    public required int FailureCount { get; init; }

    /// <summary>Mean over samples of the loss, in nats per answer token; null where no sample was scored.</summary>
    public required double? Loss { get; init; }

    /// <summary>Standard error of <see cref="Loss"/>; null for fewer than two samples.</summary>
    public required double? LossStandardError { get; init; }

    /// <summary>
    /// Share of samples, 0 to 1, where the greedy answer is exactly right (<c>exact_match</c>); null where none was
    /// scored.
    /// </summary>
    public required double? ExactMatch { get; init; }

    /// <summary>Standard error of <see cref="ExactMatch"/>; null for fewer than two samples.</summary>
    public required double? ExactMatchStandardError { get; init; }
}

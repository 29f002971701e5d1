namespace GptPrompting.Evaluation;

/// <summary>One sample at one number of shots, rendered.</summary>
internal sealed record ShotsItem
{
    public required ShotsSample ShotsSample { get; init; }

    public required int Shots { get; init; }

    /// <summary>Which of all results is its own.</summary>
    public required int Place { get; init; }

    /// <summary>Null where there is none.</summary>
    public string? Prompt { get; init; }

    /// <summary>Why there is no prompt.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The result of an item without a prompt.</summary>
    public ShotsResult Failed() => AnswerScorer.Failed(ShotsSample, Shots, Reason);
}

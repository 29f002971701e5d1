namespace GptPrompting.Evaluation.Reports;

/// <summary>
/// What a run was: model, versions, options. It holds no times, so that a run can be repeated exactly.
/// </summary>
public sealed record RunDescription
{
    /// <summary>A digest of all that decides the results; lower-case hex.</summary>
    public required string Key { get; init; }

    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>What identifies the model: digests, versions, options, by name.</summary>
    public required IReadOnlyDictionary<string, string> ModelIdentity { get; init; }

    /// <summary>The version of this library.</summary>
    public required string Version { get; init; }

    /// <summary>Whether the rules of lm-evaluation-harness were followed.</summary>
    public bool IsParity { get; init; }

    /// <summary>How many results a complete run has.</summary>
    public required int ExpectedCount { get; init; }

    /// <summary>How many results there are; fewer in a run that was cancelled.</summary>
    public required int ResultCount { get; init; }

    /// <summary>Tokens that the model read; null where nobody counted.</summary>
    public long? TokensRead { get; init; }

    /// <summary>Tokens that the model would have read without sharing what prompts have in common.</summary>
    public long? TokensRequested { get; init; }
}

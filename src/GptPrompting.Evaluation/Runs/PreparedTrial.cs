using GptPrompting.Evaluation.Models;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Runs;

/// <summary>A trial with its prompt and what it asks of a model.</summary>
internal sealed record PreparedTrial
{
    public required Trial Trial { get; init; }

    /// <summary>The rendered prompt; null where it could not be rendered.</summary>
    public PromptText? Prompt { get; init; }

    /// <summary>Why it could not be rendered.</summary>
    public string? Failure { get; init; }

    /// <summary>
    /// In this order: the target, or each choice; each choice without the prompt, where it is to be calibrated; each
    /// choice behind each content-free prompt.
    /// </summary>
    public IReadOnlyList<ScoringRequest> Scoring { get; init; } = [];

    /// <summary>What is to be generated; null for the other kinds of task.</summary>
    public GeneratingRequest? Generating { get; init; }

    /// <summary>The document of a rolling task; null for the other kinds.</summary>
    public string? Document { get; init; }

    /// <summary>How many requests it makes.</summary>
    public int RequestCount => Scoring.Count + (Generating is null ? 0 : 1) + (Document is null ? 0 : 1);
}

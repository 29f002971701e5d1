using GptPrompting.Generation;

namespace GptPrompting.Evaluation.Models;

/// <summary>A text to be generated behind a prompt.</summary>
/// <param name="Prompt">What is continued.</param>
/// <param name="Options">How; the seed included.</param>
public sealed record GeneratingRequest(string Prompt, GenerationOptions Options)
{
    /// <summary>
    /// Whether a prompt that leaves no room for the output loses tokens at its start, as in lm-evaluation-harness;
    /// otherwise it is refused.
    /// </summary>
    public bool Truncates { get; init; }
}

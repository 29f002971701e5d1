using GptPrompting.Demonstrations;

namespace GptPrompting;

/// <summary>A prompt that a model can read with room for the answer, and what had to be left out for that.</summary>
public sealed record FittedPrompt
{
    /// <summary>The prompt's text.</summary>
    public required string Text { get; init; }

    /// <summary>Its tokens; at most <see cref="TokenLimit"/>.</summary>
    public required int TokenCount { get; init; }

    /// <summary>
    /// The most tokens that the prompt may have: the context length less the tokens of the output, and one more,
    /// because the last token of the output is not read.
    /// </summary>
    public required int TokenLimit { get; init; }

    /// <summary>The demonstrations that it shows, in their order.</summary>
    public required IReadOnlyList<SelectedDemonstration> Shown { get; init; }

    /// <summary>The demonstrations that were left out, the least useful first; empty where all fitted.</summary>
    public required IReadOnlyList<SelectedDemonstration> LeftOut { get; init; }
}

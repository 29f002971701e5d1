using GptPrompting.Models;

namespace GptPrompting.Generation;

/// <summary>What all generations of one call share.</summary>
internal sealed record GenerationTools
{
    public required ICausalModel Model { get; init; }

    /// <summary>Token ids that stand for no token and are never chosen, rising.</summary>
    public required int[] NeverChosen { get; init; }

    public required ITokenTexts Texts { get; init; }

    public Scratch Scratch { get; } = new();

    /// <summary>Begins the sequence of a prompt: the only place that does.</summary>
    public ICausalSequence Begin() => Model.Begin();
}

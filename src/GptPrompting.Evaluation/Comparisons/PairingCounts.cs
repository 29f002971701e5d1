namespace GptPrompting.Evaluation.Comparisons;

/// <summary>How the results of two runs go together, for one task and number of shots.</summary>
public sealed record PairingCounts
{
    /// <summary>The task's name.</summary>
    public required string Task { get; init; }

    /// <summary>How many demonstrations the prompts showed.</summary>
    public required int Shots { get; init; }

    /// <summary>
    /// How many pairs are compared: both runs have the same sample with the same seed, and numbers for it.
    /// </summary>
    public required int Paired { get; init; }

    /// <summary>How many results only the first run has.</summary>
    public required int OnlyInA { get; init; }

    /// <summary>How many results only the second run has.</summary>
    public required int OnlyInB { get; init; }

    /// <summary>How many pairs are not compared because a run has a reason instead of numbers.</summary>
    public required int Failed { get; init; }

    /// <summary>
    /// How many pairs are not compared because the two runs' data differ under the same id: another record or target.
    /// </summary>
    public required int Differing { get; init; }

    /// <summary>How many of <see cref="Paired"/> had the same prompt in both runs.</summary>
    public required int SamePrompt { get; init; }
}

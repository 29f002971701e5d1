namespace GptPrompting.Scoring;

/// <summary>What a model takes a text for: one of the given labels, and how probable each of them is.</summary>
public sealed record Classification
{
    /// <summary>All labels in the order given.</summary>
    public required IReadOnlyList<LabelScore> Labels { get; init; }

    /// <summary>
    /// How many demonstrations of a prompt folder were left out because they do not fit; 0 for a prompt that is text.
    /// </summary>
    public int LeftOut { get; init; }

    /// <summary>The one with the highest score; among equal ones the first.</summary>
    public LabelScore Best => Labels.MaxBy(label => label.Score)!;

    /// <summary>The text of the label with the highest score.</summary>
    public string Label => Best.Label;
}

namespace GptPrompting.Scoring;

/// <summary>What a model takes a text for: one of the given labels, and how probable each of them is.</summary>
public sealed record Classification
{
    /// <summary>All labels in the order given.</summary>
    public required IReadOnlyList<LabelScore> Labels { get; init; }

    /// <summary>The one with the highest score; among equal ones the first.</summary>
    public LabelScore Best => Labels.MaxBy(label => label.Score)!;

    /// <summary>The text of the label with the highest score.</summary>
    public string Label => Best.Label;
}

namespace GptPrompting.Evaluation.Reports;

/// <summary>The loss of the demonstration at one place of the prompts.</summary>
public sealed record DemonstrationFigure
{
    /// <summary>The place, from 0 on: how many demonstrations stand before it.</summary>
    public required int Index { get; init; }

    /// <summary>How many prompts have one there.</summary>
    public required int Count { get; init; }

    /// <summary>Mean over prompts of its loss, in nats per token.</summary>
    public required double Loss { get; init; }

    /// <summary>The lower end of the 95 % confidence interval; null where there is none.</summary>
    public double? Low { get; init; }

    /// <summary>The upper end.</summary>
    public double? High { get; init; }
}

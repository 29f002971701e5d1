namespace GptPrompting.Evaluation.Reports;

/// <summary>
/// What a demonstration contributes: the mean over samples of the loss without it less the loss with it, in nats per
/// token. Above 0 it helps.
/// </summary>
public sealed record InfluenceFigure
{
    /// <summary>How many demonstrations the whole prompt shows.</summary>
    public required int Shots { get; init; }

    /// <summary>The seed that they were drawn with.</summary>
    public required int Seed { get; init; }

    /// <summary>Its place in the prompt, from 0 on.</summary>
    public required int Index { get; init; }

    /// <summary>Its id where every prompt shows the same one there; else null.</summary>
    public string? Demonstration { get; init; }

    /// <summary>How many samples have both losses.</summary>
    public required int Count { get; init; }

    /// <summary>The mean change of loss, in nats per token.</summary>
    public required double LossChange { get; init; }

    /// <summary>The lower end of its 95 % confidence interval; null where there is none.</summary>
    public double? Low { get; init; }

    /// <summary>The upper end.</summary>
    public double? High { get; init; }
}

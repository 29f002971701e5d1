namespace GptPrompting.Evaluation.Reports;

/// <summary>One order of demonstrations, measured over all samples.</summary>
public sealed record OrderFigure
{
    /// <summary>The places that the demonstrations have in the plain prompt, in the order shown here.</summary>
    public required IReadOnlyList<int> Order { get; init; }

    /// <summary>Mean loss over samples, in nats per token.</summary>
    public required double Loss { get; init; }

    /// <summary>Accuracy, 0 to 1; null where the task has no choices.</summary>
    public double? Accuracy { get; init; }
}

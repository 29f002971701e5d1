using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Choosing;

/// <summary>Demonstrations that were chosen by loss, and what they are worth on samples that nobody chose by.</summary>
public sealed record ChosenDemonstrations
{
    /// <summary>The demonstrations, in the order in which they are shown.</summary>
    public required IReadOnlyList<Sample> Demonstrations { get; init; }

    /// <summary>Mean loss over the development samples without any demonstration, in nats per token.</summary>
    public required double LossWithoutAny { get; init; }

    /// <summary>How they were chosen, one after the other.</summary>
    public required IReadOnlyList<ChoosingStep> Steps { get; init; }

    /// <summary>The choice on the task's own samples.</summary>
    public required HeldOutFigures HeldOut { get; init; }

    /// <summary>As many demonstrations drawn at random from the same candidates, on the same samples.</summary>
    public required IReadOnlyList<HeldOutFigures> Random { get; init; }
}

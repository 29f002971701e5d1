namespace GptPrompting.Evaluation.Reports;

/// <summary>The figures of a task, or of one group of its samples, at one number of shots.</summary>
public sealed record ShotsFigures
{
    /// <summary>The group of samples; null for all of them.</summary>
    public string? Group { get; init; }

    /// <summary>How many demonstrations each prompt showed.</summary>
    public required int Shots { get; init; }

    /// <summary>The seeds that demonstrations were drawn with; figures are over all of them.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>How many results have numbers.</summary>
    public required int Count { get; init; }

    /// <summary>How many results have none; they are in no figure.</summary>
    public required int FailureCount { get; init; }

    /// <summary>The metrics in the task's order; <c>loss</c> is among them where there are losses.</summary>
    public required IReadOnlyList<MetricFigure> Metrics { get; init; }

    /// <summary>
    /// The in-context-learning curve: the loss of each demonstration by its place in the prompt; empty where not
    /// measured.
    /// </summary>
    public IReadOnlyList<DemonstrationFigure> Demonstrations { get; init; } = [];

    /// <summary>Which label was taken for which; null where the samples do not share one set of labels.</summary>
    public ConfusionFigures? Confusion { get; init; }

    /// <summary>Lengths, and how they go with the loss; null where there are no losses.</summary>
    public LengthFigures? Lengths { get; init; }
}

namespace GptPrompting.Evaluation.Reports;

/// <summary>Everything that a run found, over all samples. The same results give the same report.</summary>
public sealed record EvaluationReport
{
    /// <summary>What was run.</summary>
    public required RunDescription Run { get; init; }

    /// <summary>The tasks in the order in which they were asked for.</summary>
    public required IReadOnlyList<TaskReport> Tasks { get; init; }

    /// <summary>How many results have a reason instead of numbers.</summary>
    public int FailureCount => Tasks.Sum(task => task.FailureCount);
}

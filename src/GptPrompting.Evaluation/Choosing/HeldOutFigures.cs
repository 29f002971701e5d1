namespace GptPrompting.Evaluation.Choosing;

/// <summary>What a fixed list of demonstrations gives on the task's own samples.</summary>
/// <param name="Demonstrations">Their ids, in the order shown.</param>
/// <param name="Loss">Mean loss, in nats per token.</param>
/// <param name="LossStandardError">Its standard error; null for one sample.</param>
/// <param name="Accuracy">Accuracy, 0 to 1; null where the task has no choices.</param>
/// <param name="Count">How many samples were scored.</param>
/// <param name="FailureCount">How many could not be scored; they are in no mean.</param>
public sealed record HeldOutFigures(
    IReadOnlyList<string> Demonstrations,
    double Loss,
    double? LossStandardError,
    double? Accuracy,
    int Count,
    int FailureCount);

namespace GptPrompting.Evaluation.Reports;

/// <summary>How often each label was taken for each.</summary>
/// <param name="Labels">The labels, in the task's order.</param>
/// <param name="Counts">Row: the right label; column: the predicted one; both as in <paramref name="Labels"/>.</param>
public sealed record ConfusionFigures(IReadOnlyList<string> Labels, IReadOnlyList<IReadOnlyList<int>> Counts);

namespace GptPrompting.Evaluation.Reports;

/// <summary>What a run reports of a task, by name; known before anything is measured.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Metrics">
/// The metrics as figures name them, such as <c>exact_match,strict-match</c>; with <c>loss</c> where answers are
/// scored.
/// </param>
/// <param name="Shots">The numbers of demonstrations.</param>
public sealed record FigureNames(string Task, IReadOnlyList<string> Metrics, IReadOnlyList<int> Shots);

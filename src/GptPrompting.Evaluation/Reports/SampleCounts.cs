namespace GptPrompting.Evaluation.Reports;

/// <summary>How many samples there are.</summary>
/// <param name="Original">In the task's data.</param>
/// <param name="Effective">In this run, after the limit.</param>
public sealed record SampleCounts(int Original, int Effective);

namespace GptPrompting.Evaluation;

/// <summary>How far an evaluation is.</summary>
/// <param name="Done">Results so far.</param>
/// <param name="Total">Results at the end.</param>
/// <param name="Result">The newest result.</param>
public sealed record ShotsProgress(int Done, int Total, ShotsResult Result);

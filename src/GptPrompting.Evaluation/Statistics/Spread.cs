namespace GptPrompting.Evaluation.Statistics;

/// <summary>How uncertain an estimate is.</summary>
/// <param name="StandardError">In the estimate's unit.</param>
/// <param name="DegreesOfFreedom">
/// Of Student's t; not always whole. Where they are of several components, those with which its 97.5 % quantile is
/// right.
/// </param>
internal sealed record Spread(double StandardError, double DegreesOfFreedom);

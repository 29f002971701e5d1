namespace GptPrompting.Evaluation.Statistics;

/// <summary>How far one result pulls an estimate from where all results have it.</summary>
/// <param name="Value">
/// Its influence: the estimate is the mean of the influences away from the truth, as a mean is with value - mean.
/// </param>
/// <param name="Unit">What is drawn at once: the sample, or the cluster of samples.</param>
/// <param name="Seed">The seed of its demonstrations.</param>
internal readonly record struct Deviation(double Value, string Unit, int Seed);

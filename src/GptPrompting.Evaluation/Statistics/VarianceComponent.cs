namespace GptPrompting.Evaluation.Statistics;

/// <summary>What one source, such as the samples, adds to the variance of an estimate.</summary>
/// <param name="Variance">In the square of the estimate's unit.</param>
/// <param name="DegreesOfFreedom">How many independent squares it was found from; 0 where it is not there.</param>
internal readonly record struct VarianceComponent(double Variance, double DegreesOfFreedom);

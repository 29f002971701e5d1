namespace GptPrompting.Evaluation.Comparisons;

/// <summary>How sure the mean of paired differences is; null where nothing can be said, such as of one pair.</summary>
/// <param name="Low">The lower end of its 95 % confidence interval.</param>
/// <param name="High">The upper end.</param>
/// <param name="PValue">How likely it is where there is no difference, two-sided.</param>
internal sealed record DifferenceEstimate(double? Low, double? High, double? PValue);

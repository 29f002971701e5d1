namespace GptPrompting.Evaluation.Comparisons;

/// <summary>What one pair says about the difference of two runs.</summary>
/// <param name="Value">The second run's value less the first's.</param>
/// <param name="Unit">What is drawn at once: the sample, or its cluster.</param>
/// <param name="Seed">The seed of the demonstrations.</param>
internal readonly record struct PairedDifference(double Value, string Unit, int Seed);

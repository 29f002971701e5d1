namespace GptPrompting.Evaluation.Comparisons;

/// <summary>Which test a p-value comes from.</summary>
public enum ComparisonTest
{
    /// <summary>McNemar's exact test: hits and misses of independent samples with one seed.</summary>
    McNemar,

    /// <summary>Student's test of the paired differences, with clusters and seeds taken as draws.</summary>
    PairedT,
}

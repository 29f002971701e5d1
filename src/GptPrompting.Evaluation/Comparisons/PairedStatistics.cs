namespace GptPrompting.Evaluation.Comparisons;

/// <summary>The arithmetic of a comparison, apart from how results are paired.</summary>
internal sealed record PairedStatistics
{
    /// <summary>
    /// From how many pairs only the first and only the second run has right to McNemar's exact p-value.
    /// </summary>
    public required Func<int, int, double> McNemar { get; init; }

    /// <summary>From the differences, at least one, to interval and p-value of their mean.</summary>
    public required Func<IReadOnlyList<PairedDifference>, DifferenceEstimate> Mean { get; init; }

    /// <summary>From p-values to those after Holm's correction, in the same order.</summary>
    public required Func<IReadOnlyList<double>, IReadOnlyList<double>> Holm { get; init; }
}

namespace GptPrompting;

/// <summary>What <see cref="ModelOptimizer"/> did.</summary>
public sealed record OptimizedModel
{
    /// <summary>
    /// The rewrites that were tried, in order: those that the written files have, those that are made when the folder
    /// is opened, and with an obstacle those that do not fit.
    /// </summary>
    public required IReadOnlyList<ModelRewrite> Rewrites { get; init; }

    /// <summary>Bytes of the graphs and their weights before.</summary>
    public required long BytesBefore { get; init; }

    /// <summary>Bytes of the graphs and their weights afterwards.</summary>
    public required long BytesAfter { get; init; }
}

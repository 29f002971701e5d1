namespace GptPrompting;

/// <summary>How a call with many requests divides them.</summary>
public sealed record BatchOptions
{
    /// <summary>
    /// Whether prefixes that earlier calls read are taken from the model's prefix cache, and left there for later
    /// ones; true by default. Without it the numbers of a call do not depend on the calls before it, to the last bit.
    /// </summary>
    public bool UsesPrefixCache { get; init; } = true;

    /// <summary>
    /// The most sequences that are read side by side. At least 1; null, the default, takes as many as are faster
    /// together and fit into the memory of a forward pass. It changes speed and memory, and results by no more than
    /// rounding, as <see cref="LanguageModelOptions.PrefixCacheBytes"/> does.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? MaxBatchSize
    {
        get;
        init => field = value is null or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(MaxBatchSize), value, $"MaxBatchSize is {value}; it must be at least 1.");
    }
}

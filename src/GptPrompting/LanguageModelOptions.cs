namespace GptPrompting;

/// <summary>How a model folder is opened.</summary>
public sealed record LanguageModelOptions
{
    /// <summary>
    /// File name of the ONNX graph, relative to the folder. Null, the default, takes <c>model.onnx</c>,
    /// else the only <c>*.onnx</c> file, in the folder or in its subfolder <c>onnx</c>.
    /// </summary>
    public string? ModelFile { get; init; }

    /// <summary>
    /// Threads within one operator. At least 1; null, the default, leaves it to ONNX Runtime: one per physical core.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? Threads
    {
        get;
        init => field = value is null or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(Threads), value, $"Threads is {value}; it must be at least 1.");
    }
}

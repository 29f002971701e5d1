namespace GptPrompting;

/// <summary>A change that makes a graph faster or smaller.</summary>
/// <param name="Name">What it does.</param>
/// <param name="GraphFile">The name of the graph's file.</param>
/// <param name="Obstacle">Why it does not fit this graph; null where it does.</param>
public sealed record ModelRewrite(string Name, string GraphFile, string? Obstacle)
{
    /// <summary>Whether it is made when the folder is opened with the options that were given.</summary>
    public required bool IsApplied { get; init; }

    /// <summary>Whether the graph's file has it already; it then is not made when the folder is opened.</summary>
    public bool IsInFile { get; init; }
}

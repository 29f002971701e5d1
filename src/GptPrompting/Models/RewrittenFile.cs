namespace GptPrompting.Models;

/// <summary>A graph that is run instead of the one in its file.</summary>
/// <param name="Model">The graph; its large weights are named by their places in files.</param>
/// <param name="WeightFolder">The folder of these files.</param>
internal sealed record RewrittenFile(byte[] Model, string WeightFolder)
{
    /// <summary>Whether it is of the packed form, for <see cref="Packed.PackedModel"/>.</summary>
    public bool IsPacked { get; init; }

    /// <summary>Tables that the graph is given rows of; only a packed one has any.</summary>
    public IReadOnlyList<RowTable> Tables { get; init; } = [];
}

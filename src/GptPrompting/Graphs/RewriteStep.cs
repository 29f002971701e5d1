namespace GptPrompting.Graphs;

/// <summary>A rewrite, and why it was not applied where it was not.</summary>
internal sealed record RewriteStep(string Name, string? NotAppliedBecause)
{
    /// <summary>Whether the graph had it before; it is then neither applied nor refused.</summary>
    public bool IsThere { get; init; }

    public bool IsApplied => NotAppliedBecause is null && !IsThere;

    /// <summary>Whether the graph has it now.</summary>
    public bool Holds => NotAppliedBecause is null;
}

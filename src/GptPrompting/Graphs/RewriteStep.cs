namespace GptPrompting.Graphs;

/// <summary>A rewrite, and why it was not applied where it was not.</summary>
internal sealed record RewriteStep(string Name, string? NotAppliedBecause)
{
    public bool IsApplied => NotAppliedBecause is null;
}

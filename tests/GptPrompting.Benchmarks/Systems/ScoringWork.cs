namespace GptPrompting.Benchmarks.Systems;

/// <summary>Few-shot scoring: every item is the context of every label, behind one shared prefix.</summary>
internal sealed record ScoringWork(int[] PrefixIds, int[][] ItemIds, int[][] LabelIds)
{
    /// <returns>Context and continuation of every request, label by label, item by item.</returns>
    public IEnumerable<(int[] Context, int[] Continuation)> Requests() =>
        from item in ItemIds
        from label in LabelIds
        select (Context: (int[])[.. PrefixIds, .. item], Continuation: label);
}

namespace GptPrompting.Graphs.Probing;

/// <summary>Inputs of given sizes for trying a decoder with.</summary>
/// <param name="Past">Tokens that were read before.</param>
/// <param name="Count">New tokens of each sequence.</param>
internal sealed record ProbeCase(int Past, int Count)
{
    /// <summary>Sequences; the caches and the mask have as many rows.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>Slots that hold padding: of the first sequence, and of the others each one slot later.</summary>
    public IReadOnlyList<int> Padding { get; init; } = [];

    public int Total => Past + Count;

    public bool IsPadding(int sequence, int slot) => Padding.Contains(slot - sequence);

    /// <summary>Whether a token is to see a slot: none of padding, and none later than itself.</summary>
    public bool Sees(int sequence, int token, int slot) => slot <= Past + token && !IsPadding(sequence, slot);

    /// <summary>Mask [b, total] of ones, and zeros where there is padding.</summary>
    public double[] Mask() => [.. Enumerable.Range(0, Batch * Total)
        .Select(i => IsPadding(i / Total, i % Total) ? 0d : 1d)];

    /// <summary>Numbers that rise by tokens, [b, s, heads, size], in the order [b, heads, s, size].</summary>
    public double[] ByHeads(int heads, int size) => [.. Enumerable.Range(0, Batch * Count * heads * size).Select(i =>
        Numbers.At((((((i / size / Count / heads * Count) + (i / size % Count)) * heads)
            + (i / size / Count % heads)) * size) + (i % size)))];
}

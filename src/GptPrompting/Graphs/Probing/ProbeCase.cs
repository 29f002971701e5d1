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
    public double[] ByHeads(int heads, int size)
    {
        double[] values = new double[Batch * Count * heads * size];
        int next = 0;
        for (int sequence = 0; sequence < Batch; sequence++)
        {
            for (int head = 0; head < heads; head++)
            {
                for (int token = 0; token < Count; token++)
                {
                    int first = ((((sequence * Count) + token) * heads) + head) * size;
                    for (int i = 0; i < size; i++)
                    {
                        values[next++] = Numbers.At(first + i);
                    }
                }
            }
        }

        return values;
    }
}

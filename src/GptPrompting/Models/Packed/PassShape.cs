namespace GptPrompting.Models.Packed;

/// <summary>What passes have in common that can have the same memory one after another.</summary>
/// <param name="Count">s, how many new tokens there are.</param>
/// <param name="Width">Columns of the bias: slots in use and new ones, and maybe some that no token sees.</param>
/// <param name="Rows">Of how many tokens logits are wanted.</param>
internal readonly record struct PassShape(int Count, int Width, int Rows)
{
    // A step of generation is as wide as the last one so many times.
    private const int WidthStep = 64;

    // Longer passes are seldom of one shape: nothing is kept of them, and they get no columns that nobody sees.
    private const int MostRepeated = 16;

    /// <summary>Whether other passes are likely to have the same shape.</summary>
    public bool IsLikelyRepeated => Count <= MostRepeated;

    /// <param name="reads">What is read.</param>
    /// <param name="used">Slots behind which the new tokens go.</param>
    /// <param name="capacity">Slots that there are.</param>
    public static PassShape Of(IReadOnlyList<SequenceRead> reads, int used, int capacity)
    {
        int count = PackedPlan.TokenCount(reads);
        int rows = 0;
        for (int i = 0; i < reads.Count; i++)
        {
            rows += reads[i].Rows;
        }

        var exact = new PassShape(count, used + count, rows);
        return exact.IsLikelyRepeated
            ? exact with { Width = Math.Min((exact.Width + WidthStep - 1) / WidthStep * WidthStep, capacity) }
            : exact;
    }
}

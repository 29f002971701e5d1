namespace GptPrompting.Models.Packed;

/// <summary>What passes have in common that can have the same memory one after another.</summary>
/// <param name="Count">s, how many new tokens there are.</param>
/// <param name="Width">Columns of the bias: slots in use and new ones, and maybe some that no token sees.</param>
/// <param name="Rows">Of how many tokens logits are wanted.</param>
internal readonly record struct PassShape(int Count, int Width, int Rows)
{
    // As wide as it is now, a pass can be so many times. Columns that nobody sees cost nothing.
    private const int WidthStep = 64;

    /// <param name="reads">What is read.</param>
    /// <param name="used">Slots behind which the new tokens go.</param>
    /// <param name="capacity">Slots that there are.</param>
    public static PassShape Of(IReadOnlyList<SequenceRead> reads, int used, int capacity)
    {
        int count = 0;
        int rows = 0;
        for (int i = 0; i < reads.Count; i++)
        {
            count += reads[i].TokenIds.Length;
            rows += reads[i].Rows;
        }

        int total = used + count;
        return new PassShape(count, Math.Min((total + WidthStep - 1) / WidthStep * WidthStep, capacity), rows);
    }
}

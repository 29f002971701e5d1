namespace GptPrompting.Models;

/// <summary>Parts of a pass that can be run one after the other.</summary>
internal static class PassSlice
{
    /// <summary>Tokens <paramref name="start"/> to <paramref name="end"/> of each sequence, behind a past.</summary>
    /// <returns>The part, and which of the pass's wanted rows its own are.</returns>
    public static (ForwardPass Step, int[] Places) Take(ForwardPass pass, int start, int end, KeyValueCache? past)
    {
        int s = pass.Length;
        int[] places = [.. Enumerable.Range(0, pass.Rows.Length)
            .Where(place => pass.Rows[place] % s >= start && pass.Rows[place] % s < end)];
        int slots = pass.Mask.Length / pass.BatchSize;
        var step = new ForwardPass
        {
            BatchSize = pass.BatchSize,
            Length = end - start,
            TokenIds = Columns(pass.TokenIds, pass.BatchSize, start, end),
            Positions = Columns(pass.Positions, pass.BatchSize, start, end),
            Mask = Columns(pass.Mask, pass.BatchSize, 0, slots - s + end),
            Past = past,
            Rows = [.. places.Select(place =>
                (pass.Rows[place] / s * (end - start)) + (pass.Rows[place] % s) - start)],
        };
        return (step, places);
    }

    /// <summary>All tokens up to <paramref name="end"/>; of the wanted rows, those of the last one.</summary>
    public static (ForwardPass Step, int[] Places) UpTo(ForwardPass pass, int end)
    {
        (ForwardPass step, _) = Take(pass, 0, end, null);
        int[] places = [.. Enumerable.Range(0, pass.Rows.Length)
            .Where(place => pass.Rows[place] % pass.Length == end - 1)];
        return (step with
        {
            Rows = [.. places.Select(place => (pass.Rows[place] / pass.Length * end) + end - 1)],
        }, places);
    }

    private static long[] Columns(long[] values, int rows, int start, int end)
    {
        int width = values.Length / rows;
        long[] taken = new long[rows * (end - start)];
        for (int row = 0; row < rows; row++)
        {
            values.AsSpan((row * width) + start, end - start).CopyTo(taken.AsSpan(row * (end - start)));
        }

        return taken;
    }
}

using System.Numerics;

namespace GptPrompting.Models;

/// <summary>Where the wanted rows of logits are, whichever rows a graph gives.</summary>
internal static class WantedRows
{
    /// <returns>How many tokens, from the end, cover all wanted ones; at least 1, for 0 means all.</returns>
    public static int Kept(ForwardPass pass) => pass.Rows.Length == 0
        ? 1
        : pass.Length - pass.Rows.Min(row => row % pass.Length);

    /// <returns>The wanted rows, for a graph that gives just these; one where none is wanted.</returns>
    public static long[] Asked(ForwardPass pass) =>
        pass.Rows.Length == 0 ? [0] : Array.ConvertAll(pass.Rows, row => (long)row);

    /// <summary>
    /// Indices of the wanted rows in logits that a graph gave for the last <paramref name="given"/> tokens of each
    /// sequence.
    /// </summary>
    /// <returns>Null where a wanted row is not among them.</returns>
    public static int[]? Find(ForwardPass pass, int given)
    {
        int missing = pass.Length - given;
        return pass.Rows.All(row => row % pass.Length >= missing)
            ? [.. pass.Rows.Select(row => (row / pass.Length * given) + (row % pass.Length) - missing)]
            : null;
    }

    /// <returns>The index of the first logit that is NaN or positive infinity, or -1.</returns>
    public static int FirstWrong(ReadOnlySpan<float> logits)
    {
        var max = new Vector<float>(float.MaxValue);
        int i = 0;
        while (i <= logits.Length - Vector<float>.Count
            && Vector.LessThanOrEqualAll(new Vector<float>(logits[i..]), max))
        {
            i += Vector<float>.Count;
        }

        for (; i < logits.Length; i++)
        {
            if (!(logits[i] <= float.MaxValue))
            {
                return i;
            }
        }

        return -1;
    }
}

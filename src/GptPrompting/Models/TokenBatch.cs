namespace GptPrompting.Models;

/// <summary>Texts that are read in one pass from nothing: b sequences, padded on the right to s tokens.</summary>
/// <param name="BatchSize">b, at least 1.</param>
/// <param name="Length">s, at least 1.</param>
/// <param name="TokenIds">[b, s], row-major.</param>
/// <param name="Mask">[b, s]: 1 for a token of the text, 0 for padding.</param>
internal sealed record TokenBatch(int BatchSize, int Length, long[] TokenIds, long[] Mask)
{
    /// <param name="texts">One or more texts of one or more tokens.</param>
    /// <param name="padId">Stands behind the shorter ones.</param>
    public static TokenBatch Pad(IReadOnlyList<int[]> texts, int padId)
    {
        int length = texts.Max(text => text.Length);
        long[] ids = new long[texts.Count * length];
        long[] mask = new long[ids.Length];
        Array.Fill(ids, padId);
        for (int i = 0; i < texts.Count; i++)
        {
            Array.Copy(texts[i], 0, ids, i * length, texts[i].Length);
            Array.Fill(mask, 1, i * length, texts[i].Length);
        }

        return new TokenBatch(texts.Count, length, ids, mask);
    }

    /// <param name="firstPosition">The position of a text's first token.</param>
    public ForwardPass ToPass(int firstPosition = 0) => new()
    {
        BatchSize = BatchSize,
        Length = Length,
        TokenIds = TokenIds,
        Positions = [.. Enumerable.Range(0, TokenIds.Length).Select(i => (long)(firstPosition + (i % Length)))],
        Mask = Mask,
        Past = null,

        // Not wanted, but a graph that computes wanted rows only gets at least one.
        Rows = [TokenIds.Length - 1],
        KeepsCache = false,
    };
}

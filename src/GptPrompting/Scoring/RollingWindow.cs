namespace GptPrompting.Scoring;

/// <summary>
/// One pass over a part of a document. Indices count the document's tokens with the prefix token before them, so that
/// token i of the document is at i + 1.
/// </summary>
/// <param name="Start">The first token that is read.</param>
/// <param name="End">
/// The end of what is read; also how many of the document's tokens are scored once this window is done.
/// </param>
/// <param name="Scored">How many tokens it scores: those at <c>End - Scored + 1</c> to <c>End</c>.</param>
internal readonly record struct RollingWindow(int Start, int End, int Scored)
{
    /// <summary>
    /// The windows of lm-evaluation-harness (<c>get_rolling_token_windows</c>): the first scores as many tokens as fit
    /// behind the prefix, each further one the next <paramref name="stride"/> tokens or what is left, read with as much
    /// as fits before them.
    /// </summary>
    /// <param name="tokenCount">Tokens of the document, without the prefix; at least 1.</param>
    /// <param name="length">The most tokens that a window reads.</param>
    /// <param name="stride">1 to <paramref name="length"/>; the length is the harness's own stride.</param>
    public static IEnumerable<RollingWindow> Over(int tokenCount, int length, int stride)
    {
        int end = Math.Min(length, tokenCount);
        yield return new RollingWindow(0, end, end);
        while (end < tokenCount)
        {
            int scored = Math.Min(stride, tokenCount - end);
            end += scored;
            yield return new RollingWindow(end - length, end, scored);
        }
    }

    /// <summary>How many windows <see cref="Over"/> gives.</summary>
    public static int Count(int tokenCount, int length, int stride) =>
        1 + (int)(((long)Math.Max(0, tokenCount - length) + stride - 1) / stride);
}

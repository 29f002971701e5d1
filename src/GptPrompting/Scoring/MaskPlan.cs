namespace GptPrompting.Scoring;

/// <summary>Which tokens to hide for each token that is scored.</summary>
internal static class MaskPlan
{
    /// <param name="wordOf">The word of each token, rising along the text; -1 for tokens that are not scored.</param>
    /// <param name="masking">What to hide.</param>
    /// <returns>For each scored token, in order: its index, and the half-open range that is hidden.</returns>
    public static IEnumerable<(int Index, Range Hidden)> Of(IReadOnlyList<int> wordOf, Masking masking)
    {
        for (int i = 0; i < wordOf.Count; i++)
        {
            if (wordOf[i] >= 0)
            {
                int start = masking == Masking.WholeWord ? Start(wordOf, i) : i;
                yield return (i, start..(masking == Masking.Token ? i + 1 : End(wordOf, i)));
            }
        }
    }

    private static int Start(IReadOnlyList<int> wordOf, int index)
    {
        int start = index;
        while (start > 0 && wordOf[start - 1] == wordOf[index])
        {
            start--;
        }

        return start;
    }

    private static int End(IReadOnlyList<int> wordOf, int index)
    {
        int end = index + 1;
        while (end < wordOf.Count && wordOf[end] == wordOf[index])
        {
            end++;
        }

        return end;
    }
}

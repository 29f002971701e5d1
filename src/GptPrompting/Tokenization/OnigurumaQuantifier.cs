namespace GptPrompting.Tokenization;

/// <summary>Quantifiers in an expression of Oniguruma's syntax.</summary>
internal static class OnigurumaQuantifier
{
    /// <returns>Where the quantifier at a place ends, without what makes it lazy; -1 where it is none.</returns>
    public static int EndAt(string pattern, int at)
    {
        if (pattern[at] != '{')
        {
            return at + 1;
        }

        int end = pattern.IndexOf('}', at);
        if (end < 0)
        {
            return -1;
        }

        string[] limits = pattern[(at + 1)..end].Split(',');
        return limits.Length <= 2 && limits.Any(IsNumber) && limits.All(limit => limit.Length == 0 || IsNumber(limit))
            ? end + 1
            : -1;
    }

    private static bool IsNumber(string text) => text.Length is > 0 and < 6 && text.All(char.IsAsciiDigit);
}

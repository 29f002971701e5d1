namespace GptPrompting.Tokenization;

/// <summary>How groups begin in an expression of Oniguruma's syntax.</summary>
internal static class OnigurumaGroup
{
    // Others mean something else to .NET: (?m) lets a dot match line ends in Ruby.
    private static readonly string[] Heads = ["(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?i)", "(?i:"];

    /// <returns>The group's head, from its parenthesis on.</returns>
    /// <exception cref="FormatException">It is of a kind that is not supported.</exception>
    public static string HeadAt(string pattern, int at)
    {
        if (at + 1 >= pattern.Length || pattern[at + 1] != '?')
        {
            return "(";
        }

        return Heads.FirstOrDefault(head => string.CompareOrdinal(pattern, at, head, 0, head.Length) == 0)
            ?? throw OnigurumaSyntax.Refused(pattern[at..Math.Min(at + 4, pattern.Length)]);
    }
}

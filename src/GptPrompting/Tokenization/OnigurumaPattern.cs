using System.Text.RegularExpressions;

namespace GptPrompting.Tokenization;

/// <summary>A regular expression in Oniguruma's syntax (Ruby's, with Unicode), run by .NET's engine.</summary>
internal sealed class OnigurumaPattern
{
    // A pattern comes with a model; one that backtracks without end must not hang its host.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    private readonly Regex _regex;

    /// <exception cref="FormatException">.NET does not read the expression, or would read it otherwise.</exception>
    public OnigurumaPattern(string pattern)
    {
        try
        {
            _regex = new Regex(
                OnigurumaSyntax.Translate(pattern),
                RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.Compiled, TimeLimit);
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"the pattern {pattern} is not supported: {e.Message}", e);
        }
    }

    /// <returns>Where the expression matches, from left to right, as ranges of <paramref name="text"/>.</returns>
    /// <remarks>An enumerator of spans cannot be kept between two elements, so the ranges are collected.</remarks>
    public List<Range> Matches(ReadOnlyMemory<char> text)
    {
        var points = new CodePointText(text);
        List<Range> matches = [];
        foreach (ValueMatch match in _regex.EnumerateMatches(points.Characters.Span))
        {
            matches.Add(points.IndexOf(match.Index)..points.IndexOf(match.Index + match.Length));
        }

        return matches;
    }
}

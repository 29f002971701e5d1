using System.Text.RegularExpressions;

namespace GptPrompting.Tokenization;

/// <summary>
/// The <c>Split</c> pre-tokenizer: cuts where a pattern matches, and keeps the matches, what lies between, or both.
/// </summary>
internal sealed partial class PatternSplitter : ISplitter
{
    // A pattern comes with a model; one that backtracks without end must not hang its host.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    private readonly Regex _pattern;
    private readonly bool _keepMatches;
    private readonly bool _keepRest;

    /// <param name="pattern">An expression in Oniguruma's syntax, as far as .NET reads it alike.</param>
    /// <param name="keepMatches">Whether the matches are parts.</param>
    /// <param name="keepRest">Whether what lies between them is.</param>
    /// <exception cref="FormatException">.NET does not read the expression, or would read it otherwise.</exception>
    public PatternSplitter(string pattern, bool keepMatches, bool keepRest)
    {
        (_keepMatches, _keepRest) = (keepMatches, keepRest);
        if (ReadOtherwise().Match(pattern) is { Success: true } difference)
        {
            throw new FormatException($"the pattern {pattern} uses '{difference.Value}', which is not supported");
        }

        try
        {
            _pattern = new Regex(
                pattern, RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.Compiled, TimeLimit);
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"the pattern {pattern} is not supported: {e.Message}", e);
        }
    }

    public void Split(Piece piece, List<Piece> parts)
    {
        var text = new CodePointText(piece.Text);
        int end = 0;
        foreach (ValueMatch match in _pattern.EnumerateMatches(text.Characters.Span))
        {
            int start = text.IndexOf(match.Index);
            Add(piece, end, start, _keepRest, parts);
            end = text.IndexOf(match.Index + match.Length);
            Add(piece, start, end, _keepMatches, parts);
        }

        Add(piece, end, piece.Text.Length, _keepRest, parts);
    }

    private static void Add(Piece piece, int start, int end, bool keep, List<Piece> parts)
    {
        if (keep && end > start)
        {
            parts.Add(piece.Slice(start, end - start));
        }
    }

    // Other word characters, set operations, POSIX classes, characters beyond U+FFFF.
    [GeneratedRegex(@"(?<=(?:^|[^\\])(?:\\\\)*)\\[wWbBhHKXRGN]|&&|\[\[|\[:|[\uD800-\uDFFF]+", RegexOptions.None, 1000)]
    private static partial Regex ReadOtherwise();
}

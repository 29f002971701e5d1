using System.Globalization;
using System.Text.RegularExpressions;

namespace GptPrompting.Tokenization;

/// <summary>Escapes in an expression of Oniguruma's syntax.</summary>
internal static partial class OnigurumaEscape
{
    // Alphabetic, marks, decimal digits, connectors, and Latin-1's superscripts and fractions. Circled letters are
    // symbols and yet alphabetic; beyond U+FFFF they are seen as one of these.
    public const string WordCharacters =
        @"\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\u00B2\u00B3\u00B9\u00BC-\u00BE\u24B6-\u24E9";

    /// <returns>The escape that begins at a place, whole.</returns>
    /// <exception cref="FormatException">It is of a kind that is not supported.</exception>
    public static string At(string pattern, int at, bool insideClass)
    {
        Match match = Known().Match(pattern, at);
        string escape = match.Success ? match.Value : pattern[at..Math.Min(at + 2, pattern.Length)];
        bool placed = escape is @"\A" or @"\z" or @"\Z";
        return match.Success && !(placed && insideClass) ? escape : throw OnigurumaSyntax.Refused(escape);
    }

    /// <returns>The escape as .NET writes it.</returns>
    public static string Translate(string escape, bool ignoresCase, bool insideClass)
    {
        if (escape is @"\w" or @"\W")
        {
            return insideClass
                ? escape == @"\w" ? WordCharacters : throw OnigurumaSyntax.Refused(escape)
                : $"[{(escape == @"\W" ? "^" : "")}{WordCharacters}]";
        }

        if (CharacterOf(escape) is char character)
        {
            return ignoresCase && LetterCases.Of(character) is { Length: > 1 } cases
                ? insideClass ? cases : $"[{cases}]"
                : $"\\u{(int)character:X4}";
        }

        return ignoresCase && CasedCategory().IsMatch(escape) ? throw OnigurumaSyntax.Refused($"(?i){escape}") : escape;
    }

    /// <returns>The one character that the escape stands for, or null where it stands for many.</returns>
    public static char? CharacterOf(string escape) => escape[1] switch
    {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'f' => '\f',
        'v' => '\v',
        'a' => '\a',
        'e' => '\u001B',
        'x' or 'u' => (char)int.Parse(
            escape.AsSpan(2).Trim("{}"), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
        >= 'A' and <= 'Z' or >= 'a' and <= 'z' => null,
        char itself => itself,
    };

    // Punctuation stands for itself; names of categories are those that .NET has too.
    [GeneratedRegex(
        @"\G\\(?:[nrtfvaesSdDwWAzZ]|x[0-9A-Fa-f]{2}|x\{[0-9A-Fa-f]{1,4}\}|u[0-9A-Fa-f]{4}|[!-/:-@\[-`{-~ ]"
        + @"|[pP]\{(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|Cc|Cf|Co|Cn)\})",
        RegexOptions.None, 1000)]
    private static partial Regex Known();

    [GeneratedRegex(@"^\\[pP]\{L[ultmo]\}$", RegexOptions.None, 1000)]
    private static partial Regex CasedCategory();
}

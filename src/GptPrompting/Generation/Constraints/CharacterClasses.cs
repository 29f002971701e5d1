using System.Text.RegularExpressions;

namespace GptPrompting.Generation.Constraints;

/// <summary>What <c>\d</c>, <c>\w</c>, <c>\s</c>, <c>\p{…}</c> and the dot stand for.</summary>
internal sealed class CharacterClasses
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    // Character i at index i; each half of a surrogate pair is there by itself, and in no set.
    private static readonly string AllUtf16 = string.Create(0x10000, 0, static (span, _) =>
    {
        for (int i = 0; i < span.Length; i++)
        {
            span[i] = (char)i;
        }
    });

    private readonly Func<char, CharacterSet> _named;

    private CharacterClasses(CharacterSet dot, Func<char, CharacterSet> named) => (Dot, _named) = (dot, named);

    /// <summary>As in .NET, by asking it: a digit is any of Unicode's, the dot is all but a line feed.</summary>
    public static CharacterClasses Net { get; } = new(
        CharacterSet.OfText("\n").Not(), static name => InNet($@"\{name}"));

    /// <summary>As in ECMAScript, which JSON schemas follow: digits and word characters are ASCII.</summary>
    public static CharacterClasses Ecma { get; } = new(
        CharacterSet.OfText("\n\r\u2028\u2029").Not(),
        static name => name switch
        {
            'd' => CharacterSet.Of(('0', '9')),
            'w' => CharacterSet.Of(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')),
            _ => InNet(@"[\t\n\v\f\r\uFEFF\u2028\u2029\p{Zs}]"),
        });

    public CharacterSet Dot { get; }

    /// <param name="name">One of d, w, s and, for what is not in those, D, W, S.</param>
    public CharacterSet Named(char name) =>
        char.IsAsciiLetterUpper(name) ? _named(char.ToLowerInvariant(name)).Not() : _named(name);

    /// <param name="name">A category or block, as .NET has it.</param>
    /// <exception cref="ArgumentException">There is no such category.</exception>
    public static CharacterSet Category(string name) => InNet($@"\p{{{name}}}");

    private static CharacterSet InNet(string pattern)
    {
        var ranges = new List<(int, int)>();
        foreach (ValueMatch match in Regex.EnumerateMatches(AllUtf16, $"(?:{pattern})+", RegexOptions.None, Limit))
        {
            ranges.Add((match.Index, match.Index + match.Length - 1));
        }

        return CharacterSet.Of(ranges);
    }
}

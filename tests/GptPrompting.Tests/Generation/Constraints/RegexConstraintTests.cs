using System.Text.RegularExpressions;
using GptPrompting.Generation;

namespace GptPrompting.Tests.Generation.Constraints;

public class RegexConstraintTests
{
    public static TheoryData<string> Patterns =>
    [
        "", "a", "abc", "a|b|", "(a|b)*", "a*b+c?", "a{2}", "a{2,}", "a{1,3}b", "a{0}", "(ab|a)(c|bc)", "(a*)*b",
        "(a|ab|abc)*?c", "a??b+?", "[abc]", "[^abc]+", "[a-cx-z]*", "[]a]+", "[^]a]", "[a-]+", "[-a]+", @"[\]a]",
        @"\d+", @"\D*", @"\w+", @"\W", @"\s*a", @"\S+", @"[\d\s]+", @"[^\w]", @"\p{Lu}\p{Ll}*", @"\P{L}+",
        @"a\.b", @"\x61\u0062", @"\n\r?\t*", ".", ".*", "(?:a|b){2}", "(?<name>a)b", "(?'n'a)+", "^a$", @"\Aab\z",
        "(^a|^b)c$", "^(a|b)$|^c$", "a{,2}", "a{b", "{", "}", "]", @"\{a\}", "-?(0|[1-9][0-9]*)", "é+", "[à-ü]",
        "[€-₿]{1,2}", @"[^\x00-\x7F]", "(((a)))", @"\\", @"\/", "()", "()*a", "(|a)+", @"[\w.-]+@[a-z]+", "a*?b",
        @"[\b]", "[a.]+", "[^-]", "(a{0,2}){2,3}",
    ];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void IsMatch_RandomTexts_AgreesWithNet(string pattern)
    {
        var constraint = GenerationConstraint.Regex(pattern);
        var regex = new Regex($@"\A(?:{pattern})\z", RegexOptions.None, TimeSpan.FromSeconds(5));
        string[] texts =
        [
            .. RandomTexts.Out("abcab", 100, seed: 1), .. RandomTexts.Out(pattern + "a", 100, seed: 3),
            .. RandomTexts.Out("a1 _-.@]{}\\/^x\n\r\tZéü€٣ \u00A0中", 100, seed: 2),
        ];

        Assert.Equal(texts.Where(text => regex.IsMatch(text)), texts.Where(constraint.IsMatch));
    }

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Automaton_RandomWalks_MatchInNet(string pattern)
    {
        var constraint = GenerationConstraint.Regex(pattern);
        var regex = new Regex($@"\A(?:{pattern})\z", RegexOptions.None, TimeSpan.FromSeconds(5));

        // .NET sees two characters beyond U+FFFF, where there is one.
        string[] texts =
        [
            .. RandomTexts.Obeying(constraint, 50, seed: 4)
                .Where(text => text.All(c => !char.IsSurrogate(c))),
        ];

        Assert.All(texts, text => Assert.Matches(regex, text));
    }

    [Theory]
    [InlineData("a.c", "a😀c", true)]
    [InlineData("[😀-😂]", "😁", true)]
    [InlineData(@"\uD83D\uDE00", "😀", true)]
    [InlineData("[^a]", "😀", true)]
    [InlineData(@"\w", "😀", false)]
    [InlineData("..", "😀", false)]
    public void IsMatch_CharacterBeyondFfff_IsOne(string pattern, string text, bool expected) =>
        Assert.Equal(expected, GenerationConstraint.Regex(pattern).IsMatch(text));

    [Theory]
    [InlineData("a(?=b)", "character 2: lookahead")]
    [InlineData("a(?!b)", "character 2: lookahead")]
    [InlineData("(?<=a)b", "character 1: lookbehind")]
    [InlineData("(?<!a)b", "character 1: lookbehind")]
    [InlineData("(?>a)", "character 1: an atomic group")]
    [InlineData("(?(a)b|c)", "character 1: a condition")]
    [InlineData("(?i)a", "character 1: options")]
    [InlineData("a(?#b)", "character 2: options and comments")]
    [InlineData(@"(a)\1", "character 4: a back-reference")]
    [InlineData(@"(?<n>a)\k<n>", "character 8: a back-reference")]
    [InlineData(@"a\b", @"character 2: \b")]
    [InlineData(@"\Ba", @"character 1: \B")]
    [InlineData(@"a\Z", @"character 2: \Z")]
    [InlineData(@"\Ga", @"character 1: \G")]
    [InlineData("a^b", "character 2: an anchor")]
    [InlineData("a$b", "character 2: an anchor")]
    [InlineData("(a$)*", "character 3: an anchor")]
    [InlineData("^*", "character 2: an anchor cannot be repeated")]
    [InlineData("*a", "character 1: a quantifier stands after nothing")]
    [InlineData("a**", "character 3: a quantifier stands after a quantifier")]
    [InlineData("a{2}{3}", "character 5: a quantifier stands after a quantifier")]
    [InlineData("a{3,2}", "character 2: {3,2}")]
    [InlineData("a{99999999999}", "character 2: 99999999999 repetitions")]
    [InlineData("(a", "character 1: the group is not closed")]
    [InlineData("a)", "character 2: ')'")]
    [InlineData("[a", "character 1: the class is not closed")]
    [InlineData("[b-a]", "character 2: a range")]
    [InlineData(@"[\d-a]", "character 2: a range")]
    [InlineData("[a-z-[b]]", "character 5: subtracting")]
    [InlineData("[[:alpha:]]", "character 2: a POSIX class")]
    [InlineData(@"\p{Nope}", "character 1: there is no Unicode category 'Nope'")]
    [InlineData(@"\pL", @"character 1: \p")]
    [InlineData(@"\x1", "character 1: 2 hexadecimal digits")]
    [InlineData(@"\uD83D", "character 1: U+D83D is half")]
    [InlineData(@"\q", @"character 1: \q is not supported")]
    [InlineData(@"\cA", @"character 1: \c is not supported")]
    [InlineData(@"\07", "character 1: an octal number")]
    [InlineData("a\\", "character 2: a backslash")]
    public void Regex_NotRegularOrNotSupported_NamesWhatAndWhere(string pattern, string expected)
    {
        var e = Assert.Throws<ArgumentException>(() => GenerationConstraint.Regex(pattern));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Regex_ManyGroups_IsRefused() =>
        Assert.Contains("200 deep", Assert.Throws<ArgumentException>(
            () => GenerationConstraint.Regex(new string('(', 100_000))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("(a{1000}){1000}")]
    [InlineData("((a{0,100}){0,100}){0,100}")]
    [InlineData("a{2000000000}")]
    public void Regex_ManyRepetitions_IsRefused(string pattern) =>
        Assert.Contains("too large", Assert.Throws<ArgumentException>(
            () => GenerationConstraint.Regex(pattern)).Message, StringComparison.Ordinal);

    [Fact]
    public void Regex_ManyAlternatives_AreATree()
    {
        var constraint = GenerationConstraint.Regex(string.Join('|', Enumerable.Range(0, 20_000)));

        Assert.True(constraint.IsMatch("19999"));
        Assert.False(constraint.IsMatch("20000"));
    }

    [Fact]
    public void Regex_ManyAmbiguousAlternatives_AreRefused() =>
        Assert.Contains("too ambiguous", Assert.Throws<ArgumentException>(() => GenerationConstraint.Regex(
            string.Join('|', Enumerable.Range(0, 3000).Select(i => $".{i}")))).Message, StringComparison.Ordinal);

    [Fact]
    public void Regex_CategoriesInEveryAlternative_AreReadOnce() =>
        Assert.Contains("too ambiguous", Assert.Throws<ArgumentException>(() => GenerationConstraint.Regex(
            string.Join('|', Enumerable.Repeat(@"\p{L}|\W", 10_000)))).Message, StringComparison.Ordinal);

    [Fact]
    public void Regex_ClassOfManyParts_HasThemAll()
    {
        string everySecond = string.Concat(Enumerable.Range(0, 20_000).Select(i => (char)(0x3001 + 2 * i)));
        var constraint = GenerationConstraint.Regex($@"[\d\d\p{{Lu}}{everySecond}]");

        Assert.All(["7", "Z", "\u3001", "\u3101"], text => Assert.True(constraint.IsMatch(text)));
        Assert.All(["z", "\u3100"], text => Assert.False(constraint.IsMatch(text)));
    }

    [Fact]
    public void Regex_VeryLong_IsRefused() =>
        Assert.Contains("longer than 131072 characters", Assert.Throws<ArgumentException>(
            () => GenerationConstraint.Regex(new string('a', 200_000))).Message, StringComparison.Ordinal);

    [Fact]
    public void Regex_NoTextMatches_IsRefused() =>
        Assert.Contains("No text obeys", Assert.Throws<ArgumentException>(
            () => GenerationConstraint.Regex(@"a[^\w\W]")).Message, StringComparison.Ordinal);
}

using System.Text;
using GptPrompting.Generation;
using GptPrompting.Generation.Constraints;

namespace GptPrompting.Tests.Generation.Constraints;

public class TokenMaskTests
{
    // Tokens 8 and 9 are the two bytes of é, 10 is its second byte and an a.
    private static readonly byte[][] Tokens =
    [
        Utf8("a"), Utf8("ab"), Utf8("b"), Utf8("abc"), Utf8(" "), Utf8(" a"), Utf8("é"), Utf8("ba"),
        [0xC3], [0xA9], [0xA9, (byte)'a'], [], Utf8("a"),
    ];

    [Fact]
    public void Of_Start_AllowsTokensThatBeginAText() =>
        Assert.Equal([0, 1, 12], Allowed("ab|abd", ""));

    [Fact]
    public void Of_AfterAnA_AllowsWhatGoesOn() => Assert.Equal([2, 7], Allowed("(ab)*", "a"));

    [Fact]
    public void Of_Choices_OneTokenMaySpanTheWhole() => Assert.Equal([0, 1, 3, 12], Allowed("abc|a", ""));

    [Fact]
    public void Of_CharacterOfTwoBytes_AllowsItsFirstByteAndItself() => Assert.Equal([6, 8], Allowed("é", ""));

    [Fact]
    public void Of_WithinACharacter_AllowsItsRestAndWhatFollows() =>
        Assert.Equal([9, 10], Allowed("éa*", [0xC3]));

    [Fact]
    public void Of_WithinAnotherCharacter_AllowsNothing() => Assert.Equal([], Allowed("[à-è]", [0xC3, 0xA9]));

    [Fact]
    public void Of_SpaceBefore_AllowsOneSpace()
    {
        Assert.Equal([0, 1, 4, 5, 12], Allowed("ab", [], maySpace: true));
        Assert.Equal([0, 1, 12], Allowed("ab", Utf8(" "), maySpace: true));
        Assert.Equal([0, 1, 12], Allowed("ab", [], maySpace: false));
    }

    [Fact]
    public void Of_EmptyToken_IsNeverAllowed() => Assert.DoesNotContain(11, Allowed(".*", ""));

    [Fact]
    public void Of_AnyText_AllowsAllThatCanBeginIt() =>
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 12], Allowed(".*", ""));

    [Fact]
    public void Farthest_OfTheTokens_IsInBytes()
    {
        (TokenTrie trie, ByteAutomaton automaton) = Of("ab(cdef)?|aé|b");

        // After "ab" and "b" nothing more is needed; after "a" the b, after "abc" the def.
        Assert.Equal(3, TokenMask.Of(trie, automaton, automaton.Start(maySpace: false)).Farthest);
    }

    [Fact]
    public void Of_SameState_IsTheSameMask()
    {
        (TokenTrie trie, ByteAutomaton automaton) = Of("a*");
        ByteState start = automaton.Start(maySpace: false);

        Assert.Same(
            TokenMask.Of(trie, automaton, start), TokenMask.Of(trie, automaton, automaton.Next(start, (byte)'a')));
    }

    [Fact]
    public void Of_VeryAmbiguousPattern_IsRefusedByTheNumberOfWays()
    {
        // Each of a, r and z leads somewhere else: 3 + 9 + ... + 729 states of 900 places and more.
        string[] words = [.. Enumerable.Range(0, 729).Select(i =>
            string.Concat(Enumerable.Range(0, 6).Select(at => "arz"[i / (int)Math.Pow(3, at) % 3])))];
        var trie = new TokenTrie(
            words.Index().Select(word => (word.Index, (ReadOnlyMemory<byte>)Utf8(word.Item))), words.Length);
        ByteAutomaton automaton = GenerationConstraint
            .Regex("(.|..)*(.{0,900}|.*[aeiou].{30,900}x|.*[rstln].{30,900}y)").Automaton([]);
        ByteState state = "Once upon a time".Aggregate(
            automaton.Start(maySpace: false), (at, character) => automaton.Next(at, (byte)character));

        var e = Assert.Throws<ConstraintSizeException>(() => TokenMask.Of(trie, automaton, state));

        Assert.Contains("more than 262144 ways", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Restrict_Row_LeavesTheAllowedAndTheGiven()
    {
        (TokenTrie trie, ByteAutomaton automaton) = Of("b|ba");
        float[] row = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13];

        TokenMask.Of(trie, automaton, automaton.Start(maySpace: false)).Restrict(row, [4, 11]);

        const float X = float.NegativeInfinity;
        Assert.Equal([X, X, 3, X, 5, X, X, 8, X, X, X, 12, X], row);
    }

    [Fact]
    public void Distances_FewStates_AreTheFewestTokens()
    {
        (TokenTrie trie, ByteAutomaton automaton) = Of("(abc){2}");
        ByteState start = automaton.Start(maySpace: false);
        var distances = TokenDistances.Of(trie, automaton, start);

        // abc abc; after the first b there is no token for c alone.
        Assert.Equal(2, distances.From(start));
        Assert.Equal(ProgramMeasures.Never, distances.From(automaton.Next(start, (byte)'a')));
    }

    [Fact]
    public void Distances_ManyStates_AreNotKnown()
    {
        (TokenTrie trie, ByteAutomaton automaton) = Of("a{0,500}");

        Assert.False(TokenDistances.Of(trie, automaton, automaton.Start(maySpace: false)).AreKnown);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static (TokenTrie Trie, ByteAutomaton Automaton) Of(string pattern) => (
        new TokenTrie(Tokens.Index().Select(token => (token.Index, (ReadOnlyMemory<byte>)token.Item)), Tokens.Length),
        GenerationConstraint.Regex(pattern).Automaton([]));

    private static int[] Allowed(string pattern, string before) => Allowed(pattern, Utf8(before));

    private static int[] Allowed(string pattern, byte[] before, bool maySpace = false)
    {
        (TokenTrie trie, ByteAutomaton automaton) = Of(pattern);
        ByteState state = before.Aggregate(automaton.Start(maySpace), automaton.Next);
        var mask = TokenMask.Of(trie, automaton, state);
        return [.. Enumerable.Range(0, Tokens.Length).Where(mask.Contains)];
    }
}

using System.Numerics;

namespace GptPrompting.Generation.Constraints;

/// <summary>The tokens that may follow a state.</summary>
internal sealed class TokenMask
{
    private readonly ulong[] _bits;

    private TokenMask(TokenTrie trie, ByteAutomaton automaton, ByteState state, Func<ByteState, bool>? isWanted)
    {
        Trie = trie;
        _bits = new ulong[(trie.VocabularySize + 63) / 64];
        trie.Walk(automaton, state, (ids, next) =>
        {
            if (isWanted?.Invoke(next) ?? true)
            {
                Farthest = Math.Max(Farthest, next.Distance);
                foreach (int id in ids)
                {
                    _bits[id >> 6] |= 1UL << (id & 63);
                }
            }
        });
    }

    public TokenTrie Trie { get; }

    /// <summary>The most bytes that it takes to the end after any of the tokens, by the shortest way.</summary>
    public int Farthest { get; private set; }

    public bool IsEmpty => Array.TrueForAll(_bits, static word => word == 0);

    /// <summary>All tokens that may follow; kept in the state.</summary>
    public static TokenMask Of(TokenTrie trie, ByteAutomaton automaton, ByteState state)
    {
        if (state.Mask is TokenMask known && known.Trie == trie)
        {
            return known;
        }

        return state.Mask = new TokenMask(trie, automaton, state, isWanted: null);
    }

    /// <summary>Those tokens after which the state is wanted.</summary>
    public static TokenMask Of(
        TokenTrie trie, ByteAutomaton automaton, ByteState state, Func<ByteState, bool> isWanted) =>
        new(trie, automaton, state, isWanted);

    public bool Contains(int id) => ((_bits[id >> 6] >> (id & 63)) & 1) != 0;

    /// <summary>Bans all tokens that are not in it, but those given.</summary>
    /// <param name="row">Logits, [vocabulary size].</param>
    /// <param name="alsoAllowed">Token ids.</param>
    public void Restrict(Span<float> row, ReadOnlySpan<int> alsoAllowed)
    {
        Span<float> kept = stackalloc float[Math.Min(alsoAllowed.Length, 64)];
        float[] more = alsoAllowed.Length > kept.Length ? new float[alsoAllowed.Length] : [];
        kept = more.Length > 0 ? more : kept;
        for (int i = 0; i < alsoAllowed.Length; i++)
        {
            kept[i] = row[alsoAllowed[i]];
        }

        for (int word = 0; word < _bits.Length; word++)
        {
            RestrictWord(row, word);
        }

        for (int i = 0; i < alsoAllowed.Length; i++)
        {
            row[alsoAllowed[i]] = kept[i];
        }
    }

    private void RestrictWord(Span<float> row, int word)
    {
        Span<float> part = row[(64 * word)..Math.Min(64 * (word + 1), row.Length)];
        ulong bits = _bits[word];
        if (bits == 0)
        {
            part.Fill(float.NegativeInfinity);
            return;
        }

        for (ulong banned = ~bits; banned != 0; banned &= banned - 1)
        {
            int at = BitOperations.TrailingZeroCount(banned);
            if (at >= part.Length)
            {
                return;
            }

            part[at] = float.NegativeInfinity;
        }
    }
}

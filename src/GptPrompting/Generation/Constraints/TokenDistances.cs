namespace GptPrompting.Generation.Constraints;

/// <summary>
/// The fewest tokens from each state to a place where the text may end; found for constraints with few states only.
/// </summary>
internal sealed class TokenDistances
{
    private const int MostStates = 256;

    private readonly Dictionary<ByteState, int>? _tokens;

    private TokenDistances(TokenTrie trie, Dictionary<ByteState, int>? tokens) => (Trie, _tokens) = (trie, tokens);

    public TokenTrie Trie { get; }

    /// <summary>Whether the constraint has few enough states; else nothing is known.</summary>
    public bool AreKnown => _tokens is not null;

    /// <param name="trie">The tokens.</param>
    /// <param name="automaton">Keeps what was found.</param>
    /// <param name="start">Where texts begin.</param>
    public static TokenDistances Of(TokenTrie trie, ByteAutomaton automaton, ByteState start)
    {
        if (automaton.TokenDistances is TokenDistances known && known.Trie == trie
            && known._tokens?.ContainsKey(start) != false)
        {
            return known;
        }

        return automaton.TokenDistances = new TokenDistances(trie, Find(trie, automaton, start));
    }

    /// <returns>The fewest tokens, more than any limit where there is no way.</returns>
    public int From(ByteState state) => _tokens!.GetValueOrDefault(state, ProgramMeasures.Never);

    private static Dictionary<ByteState, int>? Find(TokenTrie trie, ByteAutomaton automaton, ByteState start)
    {
        var before = new Dictionary<ByteState, List<ByteState>> { [start] = [] };
        var open = new Queue<ByteState>([start]);
        while (open.TryDequeue(out ByteState? state))
        {
            var next = new HashSet<ByteState>();
            trie.Walk(automaton, state, (_, reached) => next.Add(reached));
            foreach (ByteState reached in next)
            {
                if (!before.TryGetValue(reached, out List<ByteState>? ways))
                {
                    before.Add(reached, ways = []);
                    open.Enqueue(reached);
                }

                ways.Add(state);
            }

            if (before.Count > MostStates)
            {
                return null;
            }
        }

        return Backwards(before);
    }

    private static Dictionary<ByteState, int> Backwards(Dictionary<ByteState, List<ByteState>> before)
    {
        Dictionary<ByteState, int> tokens = before.Keys.Where(state => state.IsAccepting).ToDictionary(x => x, _ => 0);
        var open = new Queue<ByteState>(tokens.Keys);
        while (open.TryDequeue(out ByteState? state))
        {
            foreach (ByteState earlier in before[state].Where(earlier => tokens.TryAdd(earlier, tokens[state] + 1)))
            {
                open.Enqueue(earlier);
            }
        }

        return tokens;
    }
}

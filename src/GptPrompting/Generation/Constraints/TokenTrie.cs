namespace GptPrompting.Generation.Constraints;

/// <summary>
/// The bytes of all tokens that are text, as a tree in the order of a walk through it: common beginnings are walked
/// once.
/// </summary>
internal sealed class TokenTrie
{
    // In states of one walk that have many places: a tenth of a second where all of them are new.
    private const int MostPlaces = 1 << 18;
    private const int ManyPlaces = 32;

    private readonly List<Node> _nodes = [];
    private readonly int[] _ids;
    private readonly int _depth;

    /// <param name="tokens">Token ids with their bytes; tokens without bytes are left out.</param>
    /// <param name="vocabularySize">All ids are below it.</param>
    public TokenTrie(IEnumerable<(int Id, ReadOnlyMemory<byte> Bytes)> tokens, int vocabularySize)
    {
        VocabularySize = vocabularySize;
        (int Id, ReadOnlyMemory<byte> Bytes)[] sorted = [.. tokens.Where(token => token.Bytes.Length > 0)];
        Array.Sort(sorted, static (a, b) => a.Bytes.Span.SequenceCompareTo(b.Bytes.Span) is int order and not 0
            ? order : a.Id.CompareTo(b.Id));
        _ids = Array.ConvertAll(sorted, static token => token.Id);
        _depth = sorted.Max(static token => (int?)token.Bytes.Length) ?? 0;
        var open = new Stack<int>();
        ReadOnlyMemory<byte> before = default;
        for (int i = 0; i < sorted.Length; before = sorted[i++].Bytes)
        {
            ReadOnlySpan<byte> bytes = sorted[i].Bytes.Span;
            Close(open, before.Span.CommonPrefixLength(bytes));
            for (int depth = open.Count; depth < bytes.Length; depth++)
            {
                open.Push(_nodes.Count);
                _nodes.Add(new Node(bytes[depth], depth, 0, i, i));
            }

            _nodes[open.Peek()] = _nodes[open.Peek()] with { LastToken = i + 1 };
        }

        Close(open, 0);
        HasAllBytes = HasAllSingleBytes(sorted);
    }

    /// <summary>A delegate for tokens that a walk can take.</summary>
    /// <param name="tokenIds">Token ids, all of the same bytes.</param>
    /// <param name="next">Where they lead.</param>
    public delegate void Reach(ReadOnlySpan<int> tokenIds, ByteState next);

    public int VocabularySize { get; }

    /// <summary>Whether every byte of UTF-8 is a token by itself, so that any text can be written.</summary>
    public bool HasAllBytes { get; }

    /// <summary>Tells of all tokens that may follow a state.</summary>
    /// <exception cref="ConstraintSizeException">Too many ways are open after them.</exception>
    public void Walk(ByteAutomaton automaton, ByteState from, Reach reach)
    {
        var path = new ByteState[_depth + 1];
        path[0] = from;
        var ambiguous = new HashSet<ByteState>();
        int places = 0;
        for (int i = 0; i < _nodes.Count;)
        {
            Node node = _nodes[i];
            ByteState next = automaton.Next(path[node.Depth], node.Byte);
            if (next.IsDead)
            {
                i = node.End;
                continue;
            }

            if (next.Places.Count > ManyPlaces && ambiguous.Add(next)
                && (places += next.Places.Count) > MostPlaces)
            {
                throw new ConstraintSizeException(
                    $"it is too ambiguous: after one more token it can go on in more than {MostPlaces} ways");
            }

            path[node.Depth + 1] = next;
            if (node.LastToken > node.FirstToken)
            {
                reach(_ids.AsSpan(node.FirstToken, node.LastToken - node.FirstToken), next);
            }

            i++;
        }
    }

    private void Close(Stack<int> open, int depth)
    {
        while (open.Count > depth)
        {
            int node = open.Pop();
            _nodes[node] = _nodes[node] with { End = _nodes.Count };
        }
    }

    private static bool HasAllSingleBytes((int Id, ReadOnlyMemory<byte> Bytes)[] tokens)
    {
        HashSet<byte> single = [.. tokens.Where(token => token.Bytes.Length == 1).Select(token => token.Bytes.Span[0])];
        return Enumerable.Range(0, 256).All(value => value is 0xC0 or 0xC1 or >= 0xF5 || single.Contains((byte)value));
    }

    /// <param name="Byte">The last byte.</param>
    /// <param name="Depth">How many bytes are before it.</param>
    /// <param name="End">The node after all that begin with these bytes.</param>
    /// <param name="FirstToken">The first token of exactly these bytes.</param>
    /// <param name="LastToken">The token after the last one of them.</param>
    private readonly record struct Node(byte Byte, int Depth, int End, int FirstToken, int LastToken);
}

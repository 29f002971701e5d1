using System.Text;

namespace GptPrompting.Generation.Constraints;

/// <summary>
/// Compiles patterns from the end to the beginning: what follows a pattern is there before the pattern is.
/// </summary>
internal sealed class ProgramBuilder
{
    // 1.5 MB of nodes: a thousand repetitions of a hundred characters.
    private const int MostNodes = 1 << 17;

    private readonly List<ProgramNode> _nodes = [new(NodeKind.End, 0, 0)];
    private readonly Dictionary<ByteSet, int> _sets = [];
    private readonly Dictionary<Rule, int> _rules = [];
    private readonly Dictionary<CharacterSet, int> _characterRules = [];
    private readonly List<(int Start, bool CountsDepth)> _starts = [];
    private readonly Queue<(Rule Rule, int Index)> _pending = [];

    private ProgramBuilder()
    {
    }

    /// <param name="root">The constraint.</param>
    /// <param name="stops">Texts of which one may follow, to end the output.</param>
    /// <exception cref="ConstraintSizeException">The program would be too large.</exception>
    public static ByteProgram Build(Pattern root, IReadOnlyList<string> stops)
    {
        var builder = new ProgramBuilder();
        int next = builder.AddTexts([[], .. stops.Select(Encoding.UTF8.GetBytes)], 0);
        int first = builder._nodes.Count;
        int start = builder.Add(root, next);
        int afterSpace = builder.Split(builder.Bytes(ByteSet.Of((byte)' '), start), start);
        while (builder._pending.TryDequeue(out (Rule Rule, int Index) rule))
        {
            builder._starts[rule.Index] = (builder.Add(rule.Rule.Body, 0), rule.Rule.CountsDepth);
        }

        ByteSet[] sets = [.. builder._sets.OrderBy(set => set.Value).Select(set => set.Key)];
        return new ByteProgram([.. builder._nodes], sets, builder._starts)
        {
            Start = start,
            StartAfterSpace = afterSpace,
            FirstNodeOfText = first,
        };
    }

    private int Add(Pattern pattern, int next) => pattern switch
    {
        Pattern.Texts texts => AddTexts(texts.Alternatives, next),
        Pattern.Characters characters => AddCharacters(characters.Set, next),
        Pattern.Sequence sequence => sequence.Items.Reverse().Aggregate(next, (after, item) => Add(item, after)),
        Pattern.Choice choice => AddChoice(choice.Items, next),
        Pattern.Repeat repeat => AddRepeat(repeat, next),
        Pattern.Use use => Node(new ProgramNode(NodeKind.Call, IndexOf(use.Rule), next)),
        _ => throw new InvalidOperationException($"{pattern} cannot be compiled."),
    };

    /// <summary>A tree of all texts, so that at any time there is one way only.</summary>
    private int AddTexts(IReadOnlyList<byte[]> texts, int next)
    {
        byte[][] sorted = [.. texts];
        Array.Sort(sorted, static (a, b) => a.AsSpan().SequenceCompareTo(b));

        // Open is the last text, byte by byte: the nodes that may follow each of its bytes so far, the last text first.
        var open = new Stack<List<int>>([[]]);
        byte[] before = [];
        foreach (byte[] text in sorted)
        {
            Close(before, before.AsSpan().CommonPrefixLength(text), open);
            while (open.Count <= text.Length)
            {
                open.Push([]);
            }

            open.Peek().Add(next);
            before = text;
        }

        Close(before, 0, open);
        return Splits(open.Pop());
    }

    private void Close(byte[] text, int length, Stack<List<int>> open)
    {
        while (open.Count - 1 > length)
        {
            int node = Bytes(ByteSet.Of(text[open.Count - 2]), Splits(open.Pop()));
            open.Peek().Add(node);
        }
    }

    private int AddCharacters(CharacterSet set, int next)
    {
        var ways = new List<int>();
        if (!set.Ascii.IsEmpty)
        {
            ways.Add(Bytes(set.Ascii, next));
        }

        if (set.Meets(0x80, 0x10FFFF))
        {
            ways.Add(Node(new ProgramNode(NodeKind.Call, BeyondAscii(set), next)));
        }

        return ways.Count > 0 ? Splits(ways) : Dead();
    }

    /// <returns>The rule for what a set has beyond ASCII.</returns>
    private int BeyondAscii(CharacterSet set)
    {
        if (!_characterRules.TryGetValue(set, out int rule))
        {
            _characterRules[set] = rule = _starts.Count;
            _starts.Add((new Utf8Nodes(set, Bytes, Splits).Start, false));
        }

        return rule;
    }

    private int AddChoice(IReadOnlyList<Pattern> items, int next)
    {
        byte[][] texts = [.. items.Select(PlainText.Of).OfType<byte[]>()];
        List<int> ways = [.. items.Where(item => PlainText.Of(item) is null).Select(item => Add(item, next))];
        return Splits(texts.Length > 0 ? [AddTexts(texts, next), .. ways] : ways);
    }

    private int AddRepeat(Pattern.Repeat repeat, int next)
    {
        int start = next;
        if (repeat.Most is int most)
        {
            // From the last one on: each of those beyond the least number may be the first that is not there.
            for (int i = repeat.Least; i < most; i++)
            {
                start = Split(Add(repeat.Item, start), next);
            }
        }
        else
        {
            start = Node(new ProgramNode(NodeKind.Split, 0, next));
            _nodes[start] = new ProgramNode(NodeKind.Split, Add(repeat.Item, start), next);
        }

        for (int i = 0; i < repeat.Least; i++)
        {
            start = Add(repeat.Item, start);
        }

        return start;
    }

    private int IndexOf(Rule rule)
    {
        if (!_rules.TryGetValue(rule, out int index))
        {
            _rules[rule] = index = _starts.Count;
            _starts.Add(default);
            _pending.Enqueue((rule, index));
        }

        return index;
    }

    private int Bytes(ByteSet set, int next)
    {
        if (!_sets.TryGetValue(set, out int index))
        {
            _sets[set] = index = _sets.Count;
        }

        return Node(new ProgramNode(NodeKind.Bytes, index, next));
    }

    private int Dead() => Bytes(default, 0);

    private int Split(int first, int second) =>
        first == second ? first : Node(new ProgramNode(NodeKind.Split, first, second));

    private int Splits(List<int> ways) => ways.Skip(1).Aggregate(ways[0], (all, way) => Split(way, all));

    private int Node(ProgramNode node)
    {
        if (_nodes.Count == MostNodes)
        {
            throw new ConstraintSizeException(
                $"it is too large: written out, it has more than {MostNodes} places; repeat less often");
        }

        _nodes.Add(node);
        return _nodes.Count - 1;
    }
}

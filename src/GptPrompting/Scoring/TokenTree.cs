namespace GptPrompting.Scoring;

/// <summary>Contexts with their continuations as a tree, so that what they share is read once.</summary>
internal sealed class TokenTree
{
    // A pass of its own for a shared part costs as much as reading about this many tokens twice.
    private const int LeastSaving = 16;

    private readonly TokenNode _root = new();

    /// <summary>How many items there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a context and the continuation that is scored behind it, one or more tokens each.</summary>
    /// <returns>The item's number, from 0 on.</returns>
    public int Add(ReadOnlySpan<int> context, ReadOnlySpan<int> continuation) =>
        AddItem([.. context, .. continuation], [.. Enumerable.Range(context.Length, continuation.Length)]);

    /// <summary>Adds token ids of which some are scored.</summary>
    /// <param name="tokenIds">Two or more.</param>
    /// <param name="scored">Places of those that are scored, ascending, from 1 on; the last token is one.</param>
    /// <returns>The item's number, from 0 on.</returns>
    public int AddItem(ReadOnlySpan<int> tokenIds, ReadOnlySpan<int> scored)
    {
        // The last token is only predicted, never conditioned on, so the model does not read it.
        ReadOnlySpan<int> read = tokenIds[..^1];
        int at = 0;
        int target = 0;
        TokenNode node = _root;
        while (at < read.Length)
        {
            node = Step(node, read[at..]);
            int end = at + node.TokenIds.Length;
            for (; target < scored.Length && scored[target] <= end; target++)
            {
                int place = scored[target];
                node.Targets.Add(new ScoreTarget(place - 1 - at, tokenIds[place], Count, target));
            }

            at = end;
        }

        return Count++;
    }

    /// <summary>What the items begin with. Ends the building of the tree.</summary>
    /// <param name="mostRows">No node needs more rows of logits than this, at least 1.</param>
    public List<TokenNode> Complete(int mostRows)
    {
        Complete(_root, mostRows);
        return _root.Children;
    }

    private static TokenNode Step(TokenNode node, ReadOnlySpan<int> tokenIds)
    {
        if (!node.Next.TryGetValue(tokenIds[0], out TokenNode? child))
        {
            child = new TokenNode { TokenIds = tokenIds.ToArray() };
            node.Next.Add(tokenIds[0], child);
            return child;
        }

        int shared = tokenIds.CommonPrefixLength(child.TokenIds);
        if (shared < child.TokenIds.Length)
        {
            child.Split(shared);
        }

        return child;
    }

    private static void Complete(TokenNode node, int mostRows)
    {
        node.Children.Clear();
        foreach (TokenNode child in node.Next.Values)
        {
            Complete(child, mostRows);
            if (child.Children.Count > 0 && child.TokenIds.Length * (child.Children.Count - 1) < LeastSaving)
            {
                node.Children.AddRange(Distribute(child));
            }
            else
            {
                node.Children.Add(child);
            }
        }

        node.Next.Clear();
        node.Children.ForEach(child => Shorten(child, mostRows));
    }

    /// <summary>Cuts a node whose logits would take too much memory into a chain.</summary>
    private static void Shorten(TokenNode node, int mostRows)
    {
        while (node.Rows > mostRows)
        {
            node.Split(node.TokenIds.Length - node.Rows + mostRows);
            node = node.Children[0];
        }
    }

    /// <summary>Each child reads the node's tokens itself; the first one also serves what is wanted there.</summary>
    private static List<TokenNode> Distribute(TokenNode node)
    {
        foreach ((int i, TokenNode child) in node.Children.Index())
        {
            child.Prepend(node.TokenIds, i == 0 ? node.Targets : []);
        }

        return node.Children;
    }
}

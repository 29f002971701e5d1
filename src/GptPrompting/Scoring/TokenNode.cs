namespace GptPrompting.Scoring;

/// <summary>A run of tokens that some items share, behind those of the nodes above.</summary>
internal sealed class TokenNode
{
    /// <summary>Empty in the root only.</summary>
    public int[] TokenIds { get; set; } = [];

    /// <summary>What goes on from here, by its first token.</summary>
    public Dictionary<int, TokenNode> Next { get; } = [];

    /// <summary>What goes on from here; filled when the tree is complete.</summary>
    public List<TokenNode> Children { get; } = [];

    public List<ScoreTarget> Targets { get; } = [];

    /// <summary>How many rows of logits it needs, from the end.</summary>
    public int Rows => Targets.Count == 0 ? 0 : TokenIds.Length - Targets.Min(target => target.Offset);

    /// <summary>Cuts the tokens from <paramref name="at"/> on off into a child of its own.</summary>
    public void Split(int at)
    {
        var tail = new TokenNode { TokenIds = TokenIds[at..] };
        foreach ((int token, TokenNode node) in Next)
        {
            tail.Next.Add(token, node);
        }

        tail.Children.AddRange(Children);
        tail.Targets.AddRange(Targets.Where(target => target.Offset >= at)
            .Select(target => target with { Offset = target.Offset - at }));
        Targets.RemoveAll(target => target.Offset >= at);
        Next.Clear();
        Next.Add(tail.TokenIds[0], tail);
        Children.Clear();
        Children.Add(tail);
        TokenIds = TokenIds[..at];
    }

    /// <summary>Puts tokens, and what is wanted at them, before its own.</summary>
    public void Prepend(int[] tokenIds, IEnumerable<ScoreTarget> targets)
    {
        for (int i = 0; i < Targets.Count; i++)
        {
            Targets[i] = Targets[i] with { Offset = Targets[i].Offset + tokenIds.Length };
        }

        Targets.AddRange(targets);
        TokenIds = [.. tokenIds, .. TokenIds];
    }
}

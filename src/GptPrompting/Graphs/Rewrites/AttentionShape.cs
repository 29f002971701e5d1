using GptPrompting.Graphs.Format;
using GptPrompting.Graphs.Probing;

namespace GptPrompting.Graphs.Rewrites;

/// <summary>How many heads there are, how many of keys and values, and how large each is.</summary>
internal sealed record AttentionShape(int Heads, int KeyValueHeads, int HeadSize)
{
    /// <exception cref="RewriteRefusal">The shapes do not fit together.</exception>
    public static AttentionShape Of(ProbeSet probes, AttentionBlock block)
    {
        (int count, int total) = (probes.Cases[0].Count, probes.Cases[0].Total);
        long[]? keys = probes.Probes[0].Find(block.Keys.Output[0])?.Shape;
        long[]? values = probes.Probes[0].Find(block.Values.Output[0])?.Shape;
        long[]? scores = probes.Probes[0].Find(block.ScoreProduct.Output[0])?.Shape;
        if (keys is not [1, long keyValueHeads, long t, long size] || t != total || values is null
            || !values.SequenceEqual(keys))
        {
            throw new RewriteRefusal("keys and values are not [b, heads, t, d] alike");
        }

        long heads = scores is [1, long four, _, _] ? four : scores is [long three, _, _] ? three : 0;
        return heads > 0 && heads % keyValueHeads == 0 && scores![^1] == t && scores[^2] == count
            ? new AttentionShape((int)heads, (int)keyValueHeads, (int)size)
            : throw new RewriteRefusal($"the scores are [{string.Join(", ", scores ?? [])}], not [b, heads, s, t]");
    }
}

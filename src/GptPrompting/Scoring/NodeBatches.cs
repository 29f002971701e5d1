using GptPrompting.Models;

namespace GptPrompting.Scoring;

/// <summary>A node that is to be read, and what it goes on from; null at the start of a text.</summary>
internal readonly record struct PendingNode(TokenNode Node, ICausalSequence? Parent)
{
    public int Width => Node.TokenIds.Length;

    public int Past => Parent?.Length ?? 0;
}

/// <summary>Divides the children of some nodes into batches that are read side by side.</summary>
internal sealed class NodeBatches(ICausalModel model, int? maxBatchSize)
{
    // More tokens in one pass are no faster: by then the weights are read once for many of them.
    private const int TokensPerBatch = 512;

    private const int MostSequences = 64;

    // With so many parents their cache is best continued as it is, one child of each at a time.
    private const int ParentsForWaves = 4;

    private const int PaddingAllowed = 8;

    /// <summary>First the first children of all parents, then the second ones, and so on; longer ones first.</summary>
    public IEnumerable<List<PendingNode>> Divide(
        IReadOnlyList<(ICausalSequence? Sequence, List<TokenNode> Children)> parents)
    {
        var batch = new List<PendingNode>();
        foreach (List<PendingNode> wave in Waves(parents))
        {
            foreach (PendingNode node in wave)
            {
                if (batch.Count > 0 && !Fits(batch, node))
                {
                    yield return batch;
                    batch = [];
                }

                batch.Add(node);
            }

            if (parents.Count >= ParentsForWaves)
            {
                yield return batch;
                batch = [];
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private static IEnumerable<List<PendingNode>> Waves(
        IReadOnlyList<(ICausalSequence? Sequence, List<TokenNode> Children)> parents)
    {
        foreach ((_, List<TokenNode> children) in parents)
        {
            children.Sort((one, other) => other.TokenIds.Length.CompareTo(one.TokenIds.Length));
        }

        for (int rank = 0; rank < parents.Max(parent => parent.Children.Count); rank++)
        {
            yield return [.. parents.Where(parent => rank < parent.Children.Count)
                .Select(parent => new PendingNode(parent.Children[rank], parent.Sequence))];
        }
    }

    private bool Fits(List<PendingNode> batch, PendingNode node)
    {
        int widest = Math.Max(node.Width, batch.Max(other => other.Width));
        int narrowest = Math.Min(node.Width, batch.Min(other => other.Width));
        int past = Math.Max(node.Past, batch.Max(other => other.Past));
        int most = Math.Min(
            maxBatchSize ?? Math.Clamp(TokensPerBatch / widest, 1, MostSequences), model.RowsPerPass(past, widest));
        return batch.Count < most && widest - narrowest <= Math.Max(PaddingAllowed, widest / 5);
    }
}

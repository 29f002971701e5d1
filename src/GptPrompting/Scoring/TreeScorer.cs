using GptPrompting.Models;

namespace GptPrompting.Scoring;

/// <summary>
/// Walks a <see cref="TokenTree"/> depth first, several nodes side by side, and scores what is wanted at each. What a
/// node has read is let go as soon as its children are done.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="lengths">How many tokens of each item are scored, of its context and in all.</param>
/// <param name="maxBatchSize">The most sequences side by side; null takes as many as are worthwhile.</param>
internal sealed class TreeScorer(
    ICausalModel model, IReadOnlyList<(int OfContext, int All)> lengths, int? maxBatchSize)
{
    private readonly NodeBatches _batches = new(model, maxBatchSize);
    private readonly ItemScore[] _items = [.. lengths.Select(length => new ItemScore(length.OfContext, length.All))];

    /// <summary>Tokens read so far.</summary>
    public long TokensRead { get; private set; }

    /// <returns>Each item once, as soon as it is complete.</returns>
    public IEnumerable<(int Item, ItemScore Score)> Run(TokenTree tree, CancellationToken cancellationToken)
    {
        List<TokenNode> roots = tree.Complete(WindowScorer.PartFor(model.VocabularySize));
        return Walk([(null, roots)], cancellationToken);
    }

    private IEnumerable<(int Item, ItemScore Score)> Walk(
        IReadOnlyList<(ICausalSequence? Sequence, List<TokenNode> Children)> parents,
        CancellationToken cancellationToken)
    {
        foreach (List<PendingNode> batch in _batches.Divide(parents))
        {
            var sequences = new List<ICausalSequence>(batch.Count);
            try
            {
                Read(batch, sequences, cancellationToken);
                foreach (int item in batch.SelectMany((pending, i) => Score(pending.Node, sequences[i])).ToArray())
                {
                    yield return (item, _items[item]);
                }

                (ICausalSequence?, List<TokenNode>)[] shared = [.. batch
                    .Select((pending, i) => (Sequence: (ICausalSequence?)sequences[i], pending.Node.Children))
                    .Where(read => read.Children.Count > 0)];
                foreach ((int, ItemScore) result in shared.Length > 0 ? Walk(shared, cancellationToken) : [])
                {
                    yield return result;
                }
            }
            finally
            {
                sequences.ForEach(sequence => sequence.Dispose());
            }
        }
    }

    private void Read(List<PendingNode> batch, List<ICausalSequence> sequences, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (PendingNode pending in batch)
        {
            sequences.Add(pending.Parent?.Fork(pending.Parent.Length) ?? model.Begin());
        }

        SequenceRead[] reads = [.. batch.Select((pending, i) =>
            new SequenceRead(sequences[i], pending.Node.TokenIds, pending.Node.Rows)
            {
                IsLast = pending.Node.Children.Count == 0,
            })];
        model.Read(reads, cancellationToken);
        TokensRead += batch.Sum(pending => pending.Width);
    }

    /// <returns>The items that are complete now.</returns>
    private List<int> Score(TokenNode node, ICausalSequence sequence)
    {
        var complete = new List<int>();
        ReadOnlySpan<float> logits = sequence.Logits;
        int first = node.TokenIds.Length - node.Rows;
        foreach (IGrouping<int, ScoreTarget> place in node.Targets.GroupBy(target => target.Offset))
        {
            ReadOnlySpan<float> row = logits.Slice((place.Key - first) * model.VocabularySize, model.VocabularySize);
            int best = Logits.IndexOfMax(row);
            double logSum = Logits.LogSumExp(row, row[best]);
            foreach (ScoreTarget target in place)
            {
                if (_items[target.Item].Add(target.Index, row[target.TokenId] - logSum, best == target.TokenId))
                {
                    complete.Add(target.Item);
                }
            }
        }

        return complete;
    }
}

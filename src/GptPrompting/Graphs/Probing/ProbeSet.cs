using GptPrompting.Graphs.Format;

namespace GptPrompting.Graphs.Probing;

/// <summary>A decoder tried with several lengths, from nothing past to a full context.</summary>
internal sealed class ProbeSet
{
    // A number for each token of a mask, in every probe.
    private const int MostTokens = 1 << 21;

    /// <param name="draft">The graph.</param>
    /// <param name="names">Its inputs.</param>
    /// <param name="contextLength">The most tokens.</param>
    /// <param name="isBatched">Whether to try batches with padding too.</param>
    /// <exception cref="RewriteRefusal">The context is too long.</exception>
    public ProbeSet(GraphDraft draft, DecoderNames names, int contextLength, bool isBatched)
    {
        int n = contextLength <= MostTokens ? contextLength : throw new RewriteRefusal(
            $"a context of {contextLength} tokens is too long to be tried; {MostTokens} can be");
        ProbeCase[] cases =
        [
            new(5, 3), new(0, 1), new(0, 8), new(1, 1), new(n / 2, 7), new(n - 2, 2), new(n - 1, 1), new(n / 3, 1),
            new(n / 4, 2), new(257, 3),
        ];
        ProbeCase[] batches =
        [
            new(4, 3) { Batch = 2, Padding = [0, 2] }, new(0, 6) { Batch = 2, Padding = [0, 1] },
            new(6, 1) { Batch = 3, Padding = [1, 2] }, new(n / 2, 2) { Batch = 2, Padding = [0, n / 4] },
        ];
        Cases = [.. cases.Concat(isBatched ? batches : [])
            .Where(tried => tried.Past >= 0 && tried.Total <= n)
            .DistinctBy(tried => (tried.Past, tried.Count, tried.Batch))];
        var constants = new Dictionary<string, ProbeTensor?>();
        Probes = [.. Cases.Select(tried => ProbeInputs.Try(draft, names, tried, constants))];
    }

    /// <summary>The sizes of each probe; the first two are small.</summary>
    public IReadOnlyList<ProbeCase> Cases { get; }

    public IReadOnlyList<GraphProbe> Probes { get; }

    /// <summary>Those that say all there is to say of where elements go: short, and one of several sequences.</summary>
    public IEnumerable<int> Short => Enumerable.Range(0, Cases.Count)
        .Where(i => i < 2 || (Cases[i].Batch > 1 && Cases[i].Total < 10));

    /// <summary>The dimensions of a value behind those of batch and tokens.</summary>
    /// <returns>They, and whether batch and tokens are two dimensions; otherwise they are one.</returns>
    /// <exception cref="RewriteRefusal">The shape is not known, or does not begin so.</exception>
    public (long[] Sizes, bool IsSplit) RowShape(string value)
    {
        long[] first = Probes[0].Find(value)?.Shape ?? throw new RewriteRefusal($"the shape of '{value}' is not known");
        bool isSplit = first is [1, ..];
        long[] rest = first[(isSplit ? 2 : 1)..];
        for (int i = 0; i < Cases.Count; i++)
        {
            (int b, int s) = (Cases[i].Batch, Cases[i].Count);
            long[] expected = isSplit ? [b, s, .. rest] : [b * s, .. rest];
            if (Probes[i].Find(value)?.Shape.SequenceEqual(expected) != true)
            {
                throw new RewriteRefusal($"'{value}' has not one row for each token");
            }
        }

        return (rest, isSplit);
    }
}

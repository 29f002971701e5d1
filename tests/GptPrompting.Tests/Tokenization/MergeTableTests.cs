namespace GptPrompting.Tokenization;

public sealed class MergeTableTests
{
    [Fact]
    public void Apply_RandomMerges_EqualsMergingOnePairAtATime()
    {
        var random = new Random(3);
        for (int round = 0; round < 500; round++)
        {
            // Ids 0 to 3 are symbols; merge i makes the id 4 + i of any two ids before it.
            (int Left, int Right)[] pairs =
                [.. Enumerable.Range(4, 12).Select(id => (random.Next(id), random.Next(id)))];
            int[] ids = [.. Enumerable.Range(0, random.Next(40)).Select(_ => random.Next(4))];

            Assert.Equal(MergeOneByOne([.. ids], pairs), Apply(TableOf(pairs), ids));
        }
    }

    [Fact]
    public void Add_PairGivenTwice_TakesItsLaterPlace()
    {
        var table = new MergeTable();
        table.Add(0, 1, 10);
        table.Add(1, 2, 11);
        table.Add(0, 1, 12);
        table.Add(3, 0, 13);

        // First 1+2, then 0+1, then 3+0.
        Assert.Equal([0, 11], Apply(table, 0, 1, 2));
        Assert.Equal([3, 12], Apply(table, 3, 0, 1));
    }

    [Fact]
    public void Add_EqualRanks_TakesTheLeftmostFirst()
    {
        var table = new MergeTable();
        table.Add(1, 2, 12, rank: 7);
        table.Add(0, 1, 10, rank: 7);

        Assert.Equal([10, 2], Apply(table, 0, 1, 2));
    }

    [Fact]
    public void Apply_Lengths_AreAddedUp()
    {
        int[] ids = [0, 1, 2, 0, 1];
        int[] lengths = [3, 1, 1, 2, 4];

        int count = TableOf([(0, 1), (4, 2)]).Apply(ids, lengths);

        Assert.Equal([5, 4], ids[..count]);
        Assert.Equal([5, 6], lengths[..count]);
    }

    private static int[] Apply(MergeTable table, params int[] ids)
    {
        int[] merged = [.. ids];
        return merged[..table.Apply(merged, new int[ids.Length])];
    }

    private static MergeTable TableOf((int Left, int Right)[] pairs)
    {
        var table = new MergeTable();
        for (int i = 0; i < pairs.Length; i++)
        {
            table.Add(pairs[i].Left, pairs[i].Right, 4 + i);
        }

        return table;
    }

    // The definition: again and again, the leftmost of the pairs whose merge was listed first.
    private static List<int> MergeOneByOne(List<int> ids, (int Left, int Right)[] pairs)
    {
        while (true)
        {
            var best = Enumerable.Range(0, Math.Max(0, ids.Count - 1))
                .Select(at => (Rank: Array.LastIndexOf(pairs, (ids[at], ids[at + 1])), At: at))
                .Where(merge => merge.Rank >= 0).DefaultIfEmpty((Rank: -1, At: -1)).Min();
            if (best.Rank < 0)
            {
                return ids;
            }

            ids[best.At] = 4 + best.Rank;
            ids.RemoveAt(best.At + 1);
        }
    }
}

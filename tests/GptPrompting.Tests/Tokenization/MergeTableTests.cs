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
            int[] merged = [.. ids];

            int count = TableOf(pairs).Apply(merged);

            Assert.Equal(MergeOneByOne([.. ids], pairs), merged[..count]);
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
        int[] first = [0, 1, 2];
        Assert.Equal([0, 11], first[..table.Apply(first)]);
        int[] second = [3, 0, 1];
        Assert.Equal([3, 12], second[..table.Apply(second)]);
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

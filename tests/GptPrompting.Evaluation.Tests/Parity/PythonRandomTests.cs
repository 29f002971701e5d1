using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GptPrompting.Evaluation.Parity;

namespace GptPrompting.Evaluation.Tests.Parity;

// Expected numbers: CPython 3.11.7, random.Random(seed).
public sealed class PythonRandomTests
{
    [Theory]
    [InlineData(0L, 0.8444218515250481, 0.7662957214889635)]
    [InlineData(1L, 0.13436424411240122, 0.9758824199729277)]
    [InlineData(-1L, 0.13436424411240122, 0.9758824199729277)]
    [InlineData(1234L, 0.9664535356921388, 0.14860723199258852)]
    [InlineData(4294967295L, 0.6353574441341173, 0.7887526160337164)]
    [InlineData(4294967296L, 0.11299430095636409, 0.790549808395392)]
    [InlineData(long.MaxValue, 0.3166448820870279, 0.7586503408002626)]
    [InlineData(long.MinValue, 0.5534639983914199, 0.6970570652526408)]
    public void NextDouble_OfSeed_IsPythons(long seed, double first, double number1502)
    {
        var random = new PythonRandom(seed);

        double[] drawn = [.. Enumerable.Range(0, 1502).Select(_ => random.NextDouble())];

        Assert.Equal(first, drawn[0]);
        Assert.Equal(number1502, drawn[^1]);
    }

    [Fact]
    public void GetRandBits_OfManyCounts_IsPythons()
    {
        var random = new PythonRandom(5);

        ulong[] bits = [.. new[] { 0, 1, 8, 31, 32, 33, 53, 64 }.Select(random.GetRandBits)];

        Assert.Equal(
            [0, 1, 65, 1592975436, 1539898300, 7710297655, 7579659252558826, 12027861843233603113UL], bits);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65)]
    public void GetRandBits_OfImpossibleCount_Throws(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PythonRandom(1).GetRandBits(count));

    [Fact]
    public void RandBelow_OfManyLimits_IsPythons()
    {
        var random = new PythonRandom(9);

        int[] drawn = [.. new[] { 1, 2, 3, 4, 7, 8, 1000, int.MaxValue }.Select(random.RandBelow)];

        Assert.Equal([0, 1, 1, 1, 1, 0, 346, 1079716291], drawn);
    }

    [Theory]
    [InlineData(1234L, 67349, 6, "57767,15315,981,11880,4577,11001")]
    [InlineData(1234L, 20, 6, "14,3,0,2,1,10")]
    [InlineData(1234L, 100, 10, "99,56,14,0,11,74,4,85,88,10")]
    [InlineData(0L, 1, 1, "0")]
    [InlineData(0L, 5, 5, "3,4,0,1,2")]
    [InlineData(7L, 21, 5, "10,4,12,1,2")]
    [InlineData(7L, 22, 5, "10,4,12,20,1")]
    [InlineData(42L, 85, 6, "81,14,3,35,31,28")]
    [InlineData(-3L, 50, 7, "15,37,34,8,23,38,30")]
    public void Sample_OfSeed_IsPythons(long seed, int populationSize, int count, string expected) =>
        Assert.Equal(expected, string.Join(',', new PythonRandom(seed).Sample(populationSize, count)));

    // lm-eval-parity.md, point 13: the second draw of the same stream.
    [Fact]
    public void Sample_SecondDraw_GoesOnInTheStream()
    {
        var random = new PythonRandom(1234);

        random.Sample(67349, 6);

        Assert.Equal([12900, 46482, 31039, 2284, 4038, 2076], random.Sample(67349, 6));
    }

    // Python: for seed in range(200): for n in ...: for k in ... if k <= n: sample(range(n), k), one stream for a seed.
    [Fact]
    public void Sample_Of200SeedsAndAllSizes_IsPythons()
    {
        var text = new StringBuilder();
        int[] sizes = [1, 2, 5, 20, 21, 22, 64, 85, 86, 100, 277, 278, 1000, 5000];
        int[] counts = [0, 1, 2, 5, 6, 10, 21, 22, 64];

        for (int seed = 0; seed < 200; seed++)
        {
            var random = new PythonRandom(seed);
            foreach ((int n, int k) in sizes.SelectMany(n => counts.Where(k => k <= n).Select(k => (n, k))))
            {
                text.Append(CultureInfo.InvariantCulture, $"{string.Join(',', random.Sample(n, k))};");
            }
        }

        Assert.Equal(
            "624e9166f5c174a1f0cc1a83c8211c04964c6aa080b2f6d9651224880dfb020c",
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))));
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(3, -1)]
    public void Sample_OfImpossibleCount_Throws(int populationSize, int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PythonRandom(1).Sample(populationSize, count));

    [Fact]
    public void ShuffleThenChoices_OfSeed_ArePythons()
    {
        var random = new PythonRandom(3);
        int[] items = [.. Enumerable.Range(0, 12)];

        random.Shuffle(items.AsSpan());

        Assert.Equal([1, 7, 10, 0, 6, 11, 4, 5, 2, 8, 9, 3], items);
        Assert.Equal([9, 4, 5, 1, 7, 5, 5, 3, 8, 2, 1, 9], random.Choices(10, 12));
    }
}

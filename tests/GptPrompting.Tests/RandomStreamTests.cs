
namespace GptPrompting.Tests;

public class RandomStreamTests
{
    // By SplitMix64 as published, computed with Python's integers: the state begins as the generator's first number for
    // the seed as an unsigned 32-bit number (0xe220a8397b1dcdaf for 0).
    [Theory]
    [InlineData(0, 0.6524484863740322, 0.7012121095215252, 0.3871241409757855)]
    [InlineData(7, 0.7215081806049702, 0.6497043364684557, 0.5493743249193239)]
    [InlineData(-1, 0.9105708636842669, 0.6940376761053388, 0.1308318376391625)]
    public void NextDouble_Seed_GivesThePublishedNumbers(int seed, double first, double second, double third)
    {
        var random = new RandomStream(seed);

        Assert.Equal([first, second, third], [random.NextDouble(), random.NextDouble(), random.NextDouble()]);
    }

    // By the same, of the number's upper 52 bits.
    [Theory]
    [InlineData(0, 0, 0.8833108082136426)]
    [InlineData(0, 50256, 0.4091889639507681)]
    [InlineData(ulong.MaxValue, int.MaxValue, 0.8924620927246364)]
    public void NumberOf_BitsAndId_IsThePublishedFunctionOfTheirSum(ulong bits, int id, double expected) =>
        Assert.Equal(expected, RandomStream.NumberOf(bits, id));

    [Fact]
    public void NextDouble_NeighbouringSeeds_AreUncorrelated()
    {
        double[] first = [.. Enumerable.Range(0, 10_000).Select(seed => new RandomStream(seed).NextDouble() - 0.5)];

        // Mean 0 and correlation 0, each with a standard deviation of about 1 in 100.
        Assert.Equal(0, first.Average() / 0.29, 0.04);
        Assert.Equal(0, first.Zip(first.Skip(1), (a, b) => a * b * 12).Average(), 0.04);
    }
}

using GptPrompting.Evaluation.Tasks;
using GptPrompting.Evaluation.Tests.Fakes;

namespace GptPrompting.Evaluation.Tests.Tasks;

public sealed class SampleChoiceTests
{
    [Theory]
    [InlineData(3, 3)]
    [InlineData(99, 10)]
    [InlineData(0.25, 3)]
    [InlineData(0.2, 2)]
    public void Apply_CountOrShare_TakesTheFirstRoundedUp(double count, int expected)
    {
        IReadOnlyList<Sample> chosen = SampleChoice.Apply(Documents.Numbered(10), new() { Count = count });

        Assert.Equal(Enumerable.Range(0, expected), chosen.Select(sample => sample.Index));
    }

    [Fact]
    public void Apply_NoLimit_TakesAll() => Assert.Equal(10, SampleChoice.Apply(Documents.Numbered(10), null).Count);

    [Fact]
    public void Apply_Seed_TakesASubsetInTheOrderOfTheData()
    {
        Sample[] samples = Documents.Numbered(100);

        int[] chosen = [.. SampleChoice.Apply(samples, new() { Count = 20, Seed = 1 }).Select(each => each.Index)];

        Assert.Equal(20, chosen.Distinct().Count());
        Assert.Equal(chosen.Order(), chosen);
        Assert.NotEqual(Enumerable.Range(0, 20), chosen);
        Assert.NotEqual(chosen, SampleChoice.Apply(samples, new() { Count = 20, Seed = 2 }).Select(each => each.Index));
    }

    /// <summary>3 of 10 in 3,000 seeds: each 900 times; five standard deviations are 125.</summary>
    [Fact]
    public void Apply_ManySeeds_TakeEverySampleEquallyOften()
    {
        Sample[] samples = Documents.Numbered(10);

        IEnumerable<int> counts = Enumerable.Range(0, 3000)
            .SelectMany(seed => SampleChoice.Apply(samples, new() { Count = 3, Seed = seed }))
            .CountBy(sample => sample.Index).Select(each => each.Value);

        Assert.All(counts, count => Assert.InRange(count, 775, 1025));
    }
}

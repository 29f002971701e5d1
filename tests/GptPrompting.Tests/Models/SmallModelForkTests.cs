using GptPrompting.Models;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Models;

/// <summary>Forks and batches of every layout against the same tokens read alone.</summary>
public class SmallModelForkTests() : SmallModelForks(GraphRewriting.Never);

/// <summary>The same, rewritten wherever that is possible.</summary>
public class RewrittenSmallModelForkTests() : SmallModelForks(GraphRewriting.Always);

public abstract class SmallModelForks(GraphRewriting rewriting)
{
    [Theory]
    [MemberData(nameof(SmallModelReads.Folders), MemberType = typeof(SmallModelReads))]
    public void Read_RandomForksAndLengths_EqualsOneByOne(
        string folder, string? variant, string architecture, float tolerance)
    {
        using OnnxModel model = SmallModel.Open(folder, variant, rewriting);
        using var reads = new RandomReads(model, seed: architecture.Length) { LongestRead = 5, MostSequences = 6 };

        reads.Run(15);

        Assert.True(reads.Compared.Count > 20);
        Assert.All(reads.Compared, pair =>
            Assert.InRange(BatchedReadTests.Difference(pair.Together, pair.Alone), 0, 2 * tolerance));
    }
}

using GptPrompting.Graphs;
using GptPrompting.Models;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Models;

/// <summary>Forks and batches of every layout against the same tokens read alone.</summary>
public class SmallModelForkTests() : SmallModelForks(GraphRewriting.Never);

/// <summary>The same, rewritten wherever that is possible.</summary>
public class RewrittenSmallModelForkTests() : SmallModelForks(GraphRewriting.Always);

/// <summary>The same, rewritten for batches.</summary>
public class BatchedSmallModelForkTests() : SmallModelForks(GraphRewriting.Always, isBatched: true);

public abstract class SmallModelForks(GraphRewriting rewriting, bool isBatched = false)
{
    [Theory]
    [MemberData(nameof(SmallModelReads.Folders), MemberType = typeof(SmallModelReads))]
    public void Read_RandomForksAndLengths_EqualsOneByOne(
        string folder, string? variant, string architecture, float tolerance)
    {
        using ICausalModel model = SmallModel.Open(
            folder, variant, rewriting, isBatched ? AttentionForm.Batched : AttentionForm.Packed);
        using ICausalModel plain = SmallModel.Open(folder, variant, GraphRewriting.Never);
        using var reads = new RandomReads(model, seed: architecture.Length) 
        {
            LongestRead = 5,
            MostSequences = 6,
            Reference = plain,
        };

        reads.Run(15);

        Assert.True(reads.Compared.Count > 20);
        Assert.All(reads.Compared, pair =>
            Assert.InRange(BatchedReadTests.Difference(pair.Together, pair.Alone), 0, 2 * tolerance));
    }
}

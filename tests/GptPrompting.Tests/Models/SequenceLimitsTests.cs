using GptPrompting.Models;

namespace GptPrompting.Tests.Models;

public class SequenceLimitsTests
{
    [Fact]
    public void Check_MoreLogitsThanAnArrayHolds_GivesBothNumbers()
    {
        using var model = new LargeModel();
        int[] tokenIds = new int[4096];

        SequenceLimits.Check(model, length: 0, tokenIds, rows: 2047);
        var e = Assert.Throws<ArgumentException>(() => SequenceLimits.Check(model, length: 0, tokenIds, rows: 2048));

        Assert.Contains("2048 rows of 1048576 logits", e.Message, StringComparison.Ordinal);
        Assert.Contains("at most 2047", e.Message, StringComparison.Ordinal);
    }

    private sealed class LargeModel : ICausalModel
    {
        public int VocabularySize => 1 << 20;

        public int ContextLength => 1 << 20;

        public ICausalSequence Begin() => throw new NotSupportedException();

        public void Read(IReadOnlyList<SequenceRead> reads, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}

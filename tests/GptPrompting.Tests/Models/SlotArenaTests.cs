using GptPrompting.Models;
using GptPrompting.Models.Packed;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace GptPrompting.Tests.Models;

public class SlotArenaTests
{
    private static readonly CacheLayout Layout = new()
    {
        IsCombined = false,
        Tensors = [new CacheTensor("past", "present", TensorElementType.Float, 1 << 10, 1 << 10)],
    };

    [Theory]
    [InlineData(1, 10 + 64)]
    [InlineData(3, 10 + (3 * 64))]
    [InlineData(100, 10 + (8 * 64))]
    public void Reserve_SequencesSideBySide_FindRoomForLaterTokens(int growing, int expected)
    {
        var arena = new SlotArena(new CacheLayout
        {
            IsCombined = false,
            Tensors = [new CacheTensor("past", "present", TensorElementType.Float, 2, 4)],
        }, new SlotMemory());

        arena.Reserve(10, growing);

        Assert.Equal(expected, arena.Capacity);
        Assert.Equal([1, 2, expected, 4], arena.Buffers.Single().Values.GetTensorTypeAndShape().Shape);
    }

    [Fact]
    public void Reserve_MoreThanThereIs_LeavesTheArenaAsItWas()
    {
        var arena = new SlotArena(Layout, new SlotMemory());
        arena.Reserve(2);
        (SlotBuffer[] buffers, int capacity) = ([.. arena.Buffers], arena.Capacity);

        // 4 petabytes.
        Assert.ThrowsAny<Exception>(() => arena.Reserve(1 << 30));

        Assert.Equal(buffers, arena.Buffers);
        Assert.Equal(capacity, arena.Capacity);
    }
}

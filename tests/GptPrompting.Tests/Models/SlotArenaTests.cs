using GptPrompting.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace GptPrompting.Tests.Models;

public class SlotArenaTests
{
    private static readonly CacheLayout Layout = new()
    {
        IsCombined = false,
        Tensors = [new CacheTensor("past", "present", TensorElementType.Float, 1 << 10, 1 << 10)],
    };

    [Fact]
    public void Reserve_MoreThanThereIs_LeavesTheArenaAsItWas()
    {
        var arena = new SlotArena(Layout);
        arena.Reserve(2);
        (OrtValue[] tensors, int capacity) = ([.. arena.Tensors], arena.Capacity);

        // 4 petabytes.
        Assert.ThrowsAny<Exception>(() => arena.Reserve(1 << 30));

        Assert.Equal(tensors, arena.Tensors);
        Assert.Equal(capacity, arena.Capacity);
    }
}

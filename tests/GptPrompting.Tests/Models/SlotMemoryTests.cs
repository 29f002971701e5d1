using GptPrompting.Models.Packed;

namespace GptPrompting.Tests.Models;

public sealed class SlotMemoryTests : IDisposable
{
    private const long Region = 4L << 20;

    private readonly SlotMemory _memory = new();

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void Rent_SeveralBlocks_LieBehindOneAnotherInOneRegion()
    {
        MemoryBlock first = _memory.Rent(100);
        MemoryBlock second = _memory.Rent(64);

        // Aligned to 64.
        Assert.Equal(0, first.Start % 64);
        Assert.Equal(first.Start + 128, second.Start);
        Assert.Equal(Region, _memory.Bytes);
    }

    [Fact]
    public void Rent_AfterABlockWasReturned_GetsItsMemory()
    {
        MemoryBlock first = _memory.Rent(1 << 20);
        _memory.Rent(1 << 20);
        _memory.Return(first);

        Assert.Equal(first.Start, _memory.Rent(1 << 19).Start);
        Assert.Equal(first.Start + (1 << 19), _memory.Rent(1 << 19).Start);
    }

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(0, 2, 1)]
    [InlineData(2, 1, 0)]
    [InlineData(1, 0, 2)]
    public void Return_NeighboursInAnyOrder_BecomeOnePiece(params int[] order)
    {
        MemoryBlock[] blocks = [_memory.Rent(1 << 20), _memory.Rent(1 << 20), _memory.Rent(1 << 20)];
        MemoryBlock last = _memory.Rent(1 << 20);

        Array.ForEach(order, i => _memory.Return(blocks[i]));

        Assert.Equal(blocks[0].Start, _memory.Rent(3 << 20).Start);
        Assert.Equal(Region, _memory.Bytes);
        Assert.False(last.Region.IsFree);
    }

    [Fact]
    public void Rent_MoreThanARegionHasLeft_AddsOneThatIsLargeEnough()
    {
        _memory.Rent(3 << 20);

        _memory.Rent(10 << 20);

        Assert.Equal(Region + (10 << 20), _memory.Bytes);
    }

    [Fact]
    public void Return_OfTheLastBlocks_KeepsOneRegion()
    {
        MemoryBlock small = _memory.Rent(Region);
        MemoryBlock large = _memory.Rent(10 << 20);

        _memory.Return(small);
        _memory.Return(large);

        Assert.Equal(Region, _memory.Bytes);
    }

    [Fact]
    public void Dispose_WithABlockInUse_FreesItWhenItIsReturned()
    {
        MemoryBlock block = _memory.Rent(100);

        _memory.Dispose();
        Assert.False(block.Region.IsClosed);
        _memory.Return(block);

        Assert.True(block.Region.IsClosed);
        Assert.Equal(0, _memory.Bytes);
    }

    [Fact]
    public void Rent_Blocks_NeverShareAByte()
    {
        var random = new Random(7);
        var blocks = new List<MemoryBlock>();
        for (int i = 0; i < 2000; i++)
        {
            if (random.Next(2) == 0 || blocks.Count == 0)
            {
                blocks.Add(_memory.Rent(random.Next(1, 300_000)));
            }
            else
            {
                int at = random.Next(blocks.Count);
                _memory.Return(blocks[at]);
                blocks.RemoveAt(at);
            }
        }

        MemoryBlock[] sorted = [.. blocks.OrderBy(block => block.Start)];
        Assert.All(
            sorted.Zip(sorted.Skip(1)),
            pair => Assert.True(pair.First.Start + pair.First.Length <= pair.Second.Start));
    }
}

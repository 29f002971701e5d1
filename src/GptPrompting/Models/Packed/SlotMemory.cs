namespace GptPrompting.Models.Packed;

/// <summary>
/// Memory for the buffers of a model's arenas, out of large regions. What one arena gives back the next one gets:
/// memory that the process has had before is there at once, while new memory comes page by page, which on virtual
/// machines takes as long as a fifth of reading a prompt. Who rents or returns holds the model's lock.
/// </summary>
internal sealed class SlotMemory : IDisposable
{
    private const long LeastRegion = 4L << 20;
    private const long MostAhead = 64L << 20;

    private readonly List<MemoryRegion> _regions = [];
    private bool _isClosed;

    /// <summary>Bytes of all regions; pages of them that were never used take no memory.</summary>
    public long Bytes => _regions.Sum(region => region.Length);

    /// <summary>So many bytes; what is in them is not said.</summary>
    /// <exception cref="OutOfMemoryException">There is not so much memory.</exception>
    public MemoryBlock Rent(long bytes)
    {
        foreach (MemoryRegion region in _regions)
        {
            if (region.TryRent(bytes, out MemoryBlock? block))
            {
                return block;
            }
        }

        var added = new MemoryRegion(Math.Max(bytes, Math.Clamp(Bytes, LeastRegion, MostAhead)));
        _regions.Add(added);
        added.TryRent(bytes, out MemoryBlock? first);
        return first!;
    }

    /// <summary>Takes a block back. One region without blocks is kept for what comes next.</summary>
    public void Return(MemoryBlock block)
    {
        block.Region.Return(block);
        if (block.Region.IsFree && (_isClosed || _regions.Count(region => region.IsFree) > 1))
        {
            Free(block.Region);
        }
    }

    /// <summary>Frees what nobody has; the rest when it is returned.</summary>
    public void Dispose()
    {
        _isClosed = true;
        foreach (MemoryRegion region in _regions.Where(region => region.IsFree).ToArray())
        {
            Free(region);
        }
    }

    private void Free(MemoryRegion region)
    {
        _regions.Remove(region);
        region.Dispose();
    }
}

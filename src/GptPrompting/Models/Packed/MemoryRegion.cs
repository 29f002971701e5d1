using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace GptPrompting.Models.Packed;

/// <summary>Memory outside the managed heap, of which blocks are in use; the lowest that fits goes first.</summary>
internal sealed class MemoryRegion : SafeHandle
{
    // A vector's width, as ONNX Runtime aligns its own tensors.
    private const int Alignment = 64;

    // Free pieces by their place; no two touch each other.
    private readonly SortedList<long, long> _free = [];
    private readonly nint _start;

    /// <exception cref="OutOfMemoryException">There is not so much memory.</exception>
    public MemoryRegion(long length)
        : base(0, ownsHandle: true)
    {
        Length = Aligned(length);
        SetHandle(SystemMemory.Allocate(Length + Alignment));
        _start = (nint)Aligned(handle);
        _free.Add(0, Length);
    }

    public long Length { get; }

    /// <summary>Whether no block is in use.</summary>
    public bool IsFree => _free.Count == 1 && _free.Values[0] == Length;

    public override bool IsInvalid => handle == 0;

    public bool TryRent(long bytes, [NotNullWhen(true)] out MemoryBlock? block)
    {
        long wanted = Aligned(Math.Max(bytes, 1));
        for (int i = 0; i < _free.Count; i++)
        {
            (long offset, long length) = (_free.Keys[i], _free.Values[i]);
            if (length >= wanted)
            {
                _free.RemoveAt(i);
                if (length > wanted)
                {
                    _free.Add(offset + wanted, length - wanted);
                }

                block = new MemoryBlock(this, _start + (nint)offset, wanted);
                return true;
            }
        }

        block = null;
        return false;
    }

    public void Return(MemoryBlock block)
    {
        long offset = block.Start - _start;
        long length = block.Length;
        _free.Add(offset, length);
        int at = _free.IndexOfKey(offset);
        if (at + 1 < _free.Count && _free.Keys[at + 1] == offset + length)
        {
            _free[offset] = length + _free.Values[at + 1];
            _free.RemoveAt(at + 1);
        }

        if (at > 0 && _free.Keys[at - 1] + _free.Values[at - 1] == offset)
        {
            _free[_free.Keys[at - 1]] += _free.Values[at];
            _free.RemoveAt(at);
        }
    }

    protected override bool ReleaseHandle()
    {
        SystemMemory.Free(handle, Length + Alignment);
        return true;
    }

    private static long Aligned(long value) => (value + Alignment - 1) / Alignment * Alignment;
}

/// <summary>Memory in use.</summary>
/// <param name="Region">What it is part of.</param>
/// <param name="Start">Its address.</param>
/// <param name="Length">Bytes, as many as were asked for or a few more.</param>
internal sealed record MemoryBlock(MemoryRegion Region, nint Start, long Length);

using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Models;

/// <summary>Copies sequences out of the caches that hold them, so that they lie side by side in one.</summary>
internal static class CacheAssembly
{
    /// <summary>
    /// A cache with these sequences as its rows, each in the slots from 0 on. What is behind a shorter sequence is
    /// zero: a masked slot changes nothing, unless it holds what is no number.
    /// </summary>
    /// <param name="layout">The shape of the caches.</param>
    /// <param name="sequences">One or more; a sequence that has read nothing has no cache.</param>
    /// <returns>A cache that the caller releases.</returns>
    public static KeyValueCache Gather(CacheLayout layout, IReadOnlyList<OnnxSequence> sequences)
    {
        int slots = sequences.Max(sequence => sequence.Length);
        var tensors = new List<OrtValue>(layout.Tensors.Count);
        try
        {
            for (int i = 0; i < layout.Tensors.Count; i++)
            {
                CacheTensor tensor = layout.Tensors[i];
                tensors.Add(OrtValue.CreateAllocatedTensorValue(
                    OrtAllocator.DefaultInstance, tensor.Type, layout.Shape(tensor, sequences.Count, slots)));
                Fill(layout, i, sequences, slots, tensors[i].GetTensorMutableRawData());
            }
        }
        catch
        {
            tensors.ForEach(tensor => tensor.Dispose());
            throw;
        }

        return new KeyValueCache(tensors, sequences.Count, slots);
    }

    private static void Fill(
        CacheLayout layout, int tensor, IReadOnlyList<OnnxSequence> sequences, int slots, Span<byte> to)
    {
        int heads = layout.Tensors[tensor].Heads;
        int slotBytes = layout.Tensors[tensor].Size * layout.Tensors[tensor].ElementSize;
        for (int part = 0; part < (layout.IsCombined ? 2 : 1); part++)
        {
            for (int row = 0; row < sequences.Count; row++)
            {
                OnnxSequence sequence = sequences[row];
                ReadOnlySpan<byte> from = sequence.Cache is null
                    ? []
                    : sequence.Cache.Tensors[tensor].GetTensorMutableRawData();
                int fromRow = ((part * (sequence.Cache?.BatchSize ?? 0)) + sequence.Row) * heads;
                int toRow = ((part * sequences.Count) + row) * heads;
                for (int head = 0; head < heads; head++)
                {
                    Span<byte> target = to.Slice((toRow + head) * slots * slotBytes, slots * slotBytes);
                    int fromHead = (fromRow + head) * (sequence.Cache?.Slots ?? 0) * slotBytes;
                    int end = Copy(sequence.Slots, from[fromHead..], slotBytes, target);
                    target[end..].Clear();
                }
            }
        }
    }

    private static int Copy(SlotRanges ranges, ReadOnlySpan<byte> from, int slotBytes, Span<byte> to)
    {
        int end = 0;
        foreach ((int start, int count) in ranges.Ranges)
        {
            from.Slice(start * slotBytes, count * slotBytes).CopyTo(to[end..]);
            end += count * slotBytes;
        }

        return end;
    }
}

using GptPrompting.Graphs.Format;

namespace GptPrompting.Graphs.Probing;

/// <summary>Different numbers that 32-bit floats hold exactly, to see where elements go.</summary>
internal static class Numbers
{
    public static double At(int place) => (place + 1) / 8192d;

    public static ProbeTensor Of(long[] shape) => new(ElementType.Float, shape,
        [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (count, size) => count * size)).Select(At)]);
}

using System.Numerics;
using System.Runtime.InteropServices;
using GptPrompting.Benchmarks.Systems;
using GptPrompting.Models;

namespace GptPrompting.Benchmarks.Measuring;

/// <summary>
/// How fast this machine can read memory at all: the limit of decoding, which reads every weight once per token.
/// </summary>
internal sealed class StreamingRead
{
    public const string Name = "streaming read";

    private const int Passes = 3;
    private const int Lanes = 8;

    private readonly float[] _values;
    private readonly int _threads;

    /// <param name="bytes">To read in one pass.</param>
    /// <param name="threads">Among which the bytes are divided.</param>
    public StreamingRead(long bytes, int threads)
    {
        _threads = threads;
        _values = GC.AllocateUninitializedArray<float>((int)(bytes / sizeof(float)), pinned: true);
        // Pages that were never written to would all be read from the same one.
        Array.Fill(_values, 1f);
        // As the library has its weights.
        long start = Marshal.UnsafeAddrOfPinnedArrayElement(_values, 0);
        LargePages.Move(start, start + bytes);
    }

    /// <returns>The fastest of some passes.</returns>
    public Duration Run()
    {
        var passes = new List<Duration>();
        for (int pass = 0; pass < Passes; pass++)
        {
            var lap = new Lap();
            if (Sum() < _values.Length / 2)
            {
                throw new MeasurementException("the sum of ones is wrong");
            }

            passes.Add(lap.Next());
        }

        return passes.MinBy(pass => pass.Seconds)!;
    }

    private double Sum()
    {
        double[] sums = new double[_threads];
        int share = _values.Length / _threads;
        Parallel.For(0, _threads, new ParallelOptions { MaxDegreeOfParallelism = _threads }, thread =>
            sums[thread] = Sum(_values.AsSpan(thread * share, share)));
        return sums.Sum();
    }

    // Several sums at once, since one would wait for its own additions.
    private static double Sum(ReadOnlySpan<float> values)
    {
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        Vector<float> a = default, b = default, c = default, d = default;
        Vector<float> e = default, f = default, g = default, h = default;
        for (int i = 0; i + Lanes <= vectors.Length; i += Lanes)
        {
            a += vectors[i];
            b += vectors[i + 1];
            c += vectors[i + 2];
            d += vectors[i + 3];
            e += vectors[i + 4];
            f += vectors[i + 5];
            g += vectors[i + 6];
            h += vectors[i + 7];
        }

        return Vector.Sum(a + b + c + d + e + f + g + h);
    }
}

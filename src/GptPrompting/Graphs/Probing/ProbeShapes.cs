
namespace GptPrompting.Graphs.Probing;

/// <summary>Arithmetic on shapes and on the places of elements.</summary>
internal static class ProbeShapes
{
    /// <returns>The shape that both fit into, by the rules of NumPy; null where they do not fit.</returns>
    public static long[]? Broadcast(long[] a, long[] b)
    {
        long[] result = new long[Math.Max(a.Length, b.Length)];
        for (int i = 1; i <= result.Length; i++)
        {
            long x = i <= a.Length ? a[^i] : 1;
            long y = i <= b.Length ? b[^i] : 1;
            if (x != y && x != 1 && y != 1)
            {
                return null;
            }

            result[^i] = x == 1 ? y : x;
        }

        return result;
    }

    /// <summary>For each element of the shape <paramref name="to"/>, its place in a shape that fits.</summary>
    public static int[] Places(long[] from, long[] to)
    {
        long[] strides = new long[to.Length];
        long stride = 1;
        for (int i = 1; i <= from.Length; i++)
        {
            strides[^i] = from[^i] == 1 ? 0 : stride;
            stride *= from[^i];
        }

        return Walk(to, strides, 0);
    }

    /// <summary>
    /// The places that a counter over <paramref name="shape"/> visits when each dimension moves by its stride.
    /// </summary>
    public static int[] Walk(long[] shape, long[] strides, long start)
    {
        int[] places = new int[shape.Aggregate(1L, (count, size) => count * size)];
        long[] counter = new long[shape.Length];
        long place = start;
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = (int)place;
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                place += strides[axis];
                if (++counter[axis] < shape[axis])
                {
                    break;
                }

                place -= strides[axis] * shape[axis];
                counter[axis] = 0;
            }
        }

        return places;
    }

    /// <summary>Distances between neighbours of each dimension, row-major.</summary>
    public static long[] Strides(long[] shape)
    {
        long[] strides = new long[shape.Length];
        long stride = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        return strides;
    }

    /// <summary>The elements at <paramref name="places"/>, or a shape alone where there are none to take.</summary>
    public static ProbeTensor Take(ProbeTensor tensor, long[] shape, Func<int[]> places)
    {
        long count = shape.Aggregate(1L, (product, size) => product * size);
        return tensor.HasValues && count <= ProbeTensor.MostElements
            ? new ProbeTensor(tensor.Type, shape, () => Array.ConvertAll(places(), place => tensor.Values[place]))
            : new ProbeTensor(tensor.Type, shape);
    }
}

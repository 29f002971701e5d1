using GptPrompting.Graphs.Format;

namespace GptPrompting.Graphs.Probing;

/// <summary>Operators that move elements and compute none.</summary>
internal static class ProbeRearranging
{
    public static ProbeTensor? Run(ProbeArguments x) => x.Node.OpType switch
    {
        "Reshape" => Reshape(x),
        "Flatten" => Flatten(x),
        "Unsqueeze" => Unsqueeze(x),
        "Squeeze" => Squeeze(x),
        "Transpose" => Transpose(x),
        "Expand" => Expand(x),
        "Tile" => Tile(x),
        "Slice" => Slice(x),
        "Gather" => Gather(x),
        "Concat" => Concat(x),
        "Trilu" => Trilu(x),
        _ => null,
    };

    /// <summary>The outputs of Split, each of which is a slice.</summary>
    public static ProbeTensor[] Split(ProbeArguments x)
    {
        int axis = ProbeArguments.Axis(x.Node.Int("axis", 0), x[0].Shape.Length);
        long parts = x.Node.Output.Count;
        long even = (x[0].Shape[axis] + parts - 1) / parts;
        long[] sizes = x.Integers("split", 1)
            ?? [.. Enumerable.Range(0, (int)parts).Select(i => Math.Min(even, x[0].Shape[axis] - (i * even)))];
        long start = 0;
        return [.. sizes.Select(size => Part(x[0], axis, (start += size) - size, size, 1))];
    }

    private static ProbeTensor WithShape(ProbeTensor x, long[] shape) =>
        new ProbeTensor(x.Type, shape).Count == x.Count
            ? x.HasValues ? new ProbeTensor(x.Type, shape, () => x.Values) : new ProbeTensor(x.Type, shape)
            : throw new ProbeException($"[{string.Join(", ", x.Shape)}] is no [{string.Join(", ", shape)}]");

    private static ProbeTensor Reshape(ProbeArguments x)
    {
        long[] shape = x.Integers(1);
        bool keepsZeros = x.Node.Int("allowzero", 0) != 0;
        for (int i = 0; i < shape.Length; i++)
        {
            shape[i] = shape[i] == 0 && !keepsZeros && i < x[0].Shape.Length ? x[0].Shape[i] : shape[i];
        }

        int open = Array.IndexOf(shape, -1);
        if (open >= 0)
        {
            long known = shape.Where(size => size != -1).Aggregate(1L, (count, size) => count * size);
            shape[open] = known == 0 ? 0 : x[0].Count / known;
        }

        return WithShape(x[0], shape);
    }

    private static ProbeTensor Flatten(ProbeArguments x)
    {
        int axis = (int)x.Node.Int("axis", 1);
        axis = axis < 0 ? axis + x[0].Shape.Length : axis;
        long rows = x[0].Shape.Take(axis).Aggregate(1L, (count, size) => count * size);
        return WithShape(x[0], [rows, rows == 0 ? 0 : x[0].Count / rows]);
    }

    private static ProbeTensor Unsqueeze(ProbeArguments x)
    {
        long[] axes = x.Integers("axes", 1) ?? throw new ProbeException("Unsqueeze has no axes");
        int rank = x[0].Shape.Length + axes.Length;
        HashSet<int> added = [.. axes.Select(axis => ProbeArguments.Axis(axis, rank))];
        if (added.Count < axes.Length)
        {
            throw new ProbeException("Unsqueeze has an axis twice");
        }

        var sizes = new Queue<long>(x[0].Shape);
        return WithShape(x[0], [.. Enumerable.Range(0, rank).Select(i => added.Contains(i) ? 1 : sizes.Dequeue())]);
    }

    private static ProbeTensor Squeeze(ProbeArguments x)
    {
        int[]? axes = x.Integers("axes", 1)?.Select(axis => ProbeArguments.Axis(axis, x[0].Shape.Length)).ToArray();
        return WithShape(x[0], [.. x[0].Shape.Where((size, i) => !(axes?.Contains(i) ?? size == 1))]);
    }

    private static ProbeTensor Transpose(ProbeArguments x)
    {
        int rank = x[0].Shape.Length;
        long[] order = x.Node.Ints("perm") ?? [.. Enumerable.Range(0, rank).Select(i => rank - 1L - i)];
        if (order.Length != rank || order.Distinct().Count() < rank)
        {
            throw new ProbeException($"Transpose has the order [{string.Join(", ", order)}] for {rank} axes");
        }

        long[] strides = ProbeShapes.Strides(x[0].Shape);
        long[] shape = [.. order.Select(axis => x[0].Shape[axis])];
        long[] moves = [.. order.Select(axis => strides[axis])];
        return ProbeShapes.Take(x[0], shape, () => ProbeShapes.Walk(shape, moves, 0));
    }

    private static ProbeTensor Expand(ProbeArguments x)
    {
        long[] shape = ProbeShapes.Broadcast(x[0].Shape, x.Integers(1))
            ?? throw new ProbeException("Expand does not fit");
        return ProbeShapes.Take(x[0], shape, () => ProbeShapes.Places(x[0].Shape, shape));
    }

    private static ProbeTensor Tile(ProbeArguments x)
    {
        ProbeTensor result = x[0];
        long[] repeats = x.Integers(1);
        if (repeats.Length != result.Shape.Length || repeats.Any(count => count is < 0 or > 1 << 16))
        {
            throw new ProbeException("Tile does not fit");
        }

        for (int axis = 0; axis < repeats.Length; axis++)
        {
            result = Join([.. Enumerable.Repeat(result, (int)repeats[axis])], axis);
        }

        return result;
    }

    private static ProbeTensor Slice(ProbeArguments x)
    {
        long[] starts = x.Integers("starts", 1) ?? throw new ProbeException("Slice has no starts");
        long[] ends = x.Integers("ends", 2) ?? throw new ProbeException("Slice has no ends");
        long[] axes = x.Integers("axes", 3) ?? [.. Enumerable.Range(0, starts.Length).Select(i => (long)i)];
        long[] steps = x.Has(4) ? x.Integers(4) : [.. starts.Select(_ => 1L)];
        ProbeTensor result = x[0];
        for (int i = 0; i < starts.Length; i++)
        {
            int axis = ProbeArguments.Axis(axes[i], result.Shape.Length);
            long size = result.Shape[axis];
            long step = steps[i];
            long start = Math.Clamp(starts[i] < 0 ? starts[i] + size : starts[i], 0, step < 0 ? size - 1 : size);
            long end = Math.Clamp(ends[i] < 0 ? ends[i] + size : ends[i], step < 0 ? -1 : 0, size);
            long count = step == 0
                ? throw new ProbeException("Slice has the step 0")
                : (end - start + step - Math.Sign(step)) / step;
            result = Part(result, axis, start, Math.Max(0, count), step);
        }

        return result;
    }

    private static ProbeTensor Part(ProbeTensor x, int axis, long start, long count, long step)
    {
        long[] shape = [.. x.Shape];
        shape[axis] = count;
        long[] strides = ProbeShapes.Strides(x.Shape);
        long first = start * strides[axis];
        strides[axis] *= step;
        return count < 0 || (count > 0 && start + ((count - 1) * step) >= x.Shape[axis])
            ? throw new ProbeException($"there are no {count} parts from {start} on along an axis of {x.Shape[axis]}")
            : ProbeShapes.Take(x, shape, () => ProbeShapes.Walk(shape, strides, first));
    }

    private static ProbeTensor Gather(ProbeArguments x)
    {
        int axis = ProbeArguments.Axis(x.Node.Int("axis", 0), x[0].Shape.Length);
        long[] outer = x[0].Shape[..axis];
        long[] inner = x[0].Shape[(axis + 1)..];
        long[] shape = [.. outer, .. x[1].Shape, .. inner];
        var result = new ProbeTensor(x[0].Type, shape);
        if (!x[0].HasValues || !x[1].HasValues || result.Count > ProbeTensor.MostElements)
        {
            return result;
        }

        long size = x[0].Shape[axis];
        long[] rows = [.. x[1].Values.Select(index => (long)(index < 0 ? index + size : index))];
        return rows.All(row => row >= 0 && row < size)
            ? new ProbeTensor(x[0].Type, shape, () => Rows(x[0], outer, inner, rows, size))
            : throw new ProbeException($"Gather asks for more than {size} rows");
    }

    private static double[] Rows(ProbeTensor x, long[] outer, long[] inner, long[] rows, long size)
    {
        long block = inner.Aggregate(1L, (count, part) => count * part);
        var values = new List<double>();
        for (long i = 0; i < outer.Aggregate(1L, (count, part) => count * part); i++)
        {
            foreach (long row in rows)
            {
                values.AddRange(x.Values.AsSpan((int)(((i * size) + row) * block), (int)block));
            }
        }

        return [.. values];
    }

    private static ProbeTensor Concat(ProbeArguments x)
    {
        ProbeTensor[] parts = [.. Enumerable.Range(0, x.Node.Input.Count).Select(i => x[i])];
        return Join(parts, ProbeArguments.Axis(x.Node.Int("axis", 0), parts[0].Shape.Length));
    }

    private static ProbeTensor Join(ProbeTensor[] parts, int axis)
    {
        long[] shape = [.. parts[0].Shape];
        if (parts.Any(part => part.Shape.Length != shape.Length
            || part.Shape.Where((size, i) => i != axis && size != shape[i]).Any()))
        {
            throw new ProbeException("the parts of Concat do not fit");
        }

        shape[axis] = parts.Sum(part => part.Shape[axis]);
        var result = new ProbeTensor(parts[0].Type, shape);
        if (parts.Any(part => !part.HasValues) || result.Count > ProbeTensor.MostElements)
        {
            return result;
        }

        int rows = (int)shape.Take(axis).Aggregate(1L, (count, size) => count * size);
        return new ProbeTensor(parts[0].Type, shape, () => Joined(parts, rows, (int)result.Count));
    }

    private static double[] Joined(ProbeTensor[] parts, int rows, int count)
    {
        var values = new List<double>(count);
        for (int row = 0; row < rows; row++)
        {
            foreach (ProbeTensor part in parts)
            {
                int block = part.Values.Length / rows;
                values.AddRange(part.Values.AsSpan(row * block, block));
            }
        }

        return [.. values];
    }

    private static ProbeTensor Trilu(ProbeArguments x)
    {
        bool isUpper = x.Node.Int("upper", 1) != 0;
        long diagonal = x.Has(1) ? x.Integers(1)[0] : 0;
        long columns = x[0].Shape[^1];
        long rows = x[0].Shape[^2];
        return new ProbeTensor(x[0].Type, x[0].Shape, x[0].HasValues
            ? [.. x[0].Values.Select((value, i) => Keeps((i % columns) - (i / columns % rows)) ? value : 0)]
            : null);

        bool Keeps(long distance) => isUpper ? distance >= diagonal : distance <= diagonal;
    }
}

using GptPrompting.Graphs.Format;

namespace GptPrompting.Graphs.Probing;

/// <summary>Operators that make shapes, ranges and sums; of matrix products only the shape.</summary>
internal static class ProbeCounting
{
    public static ProbeTensor? Run(ProbeArguments x) => x.Node.OpType switch
    {
        "Shape" => Shape(x),
        "Size" => new ProbeTensor(ElementType.Int64, [], [x[0].Count]),
        "Range" => Range(x),
        "ConstantOfShape" => ConstantOfShape(x),
        "CumSum" => CumSum(x),
        "ReduceSum" => Reduce(x, values => values.Sum()),
        "ReduceMax" => Reduce(x, values => values.Max()),
        "ReduceMin" => Reduce(x, values => values.Min()),
        "ReduceProd" => Reduce(x, values => values.Aggregate(1d, (a, b) => a * b)),
        "ReduceMean" => Reduce(x, values => values.Average()),
        "MatMul" or "MatMulInteger" or "DynamicQuantizeMatMul" or "MatMulIntegerToFloat" => MatMul(x),
        "MatMulNBits" => new ProbeTensor(x[0].Type, [.. x[0].Shape[..^1], x.Node.Int("N", 0)]),
        "Gemm" => Gemm(x),
        "DequantizeLinear" => new ProbeTensor(x[1].Type, x[0].Shape),
        "QuantizeLinear" => new ProbeTensor(x.Has(2) ? x[2].Type : ElementType.UInt8, x[0].Shape),
        _ => null,
    };

    /// <summary>Operators with several outputs.</summary>
    public static ProbeTensor?[]? RunMany(ProbeArguments x) => x.Node.OpType switch
    {
        "Split" => ProbeRearranging.Split(x),
        "DynamicQuantizeLinear" =>
        [
            new ProbeTensor(ElementType.UInt8, x[0].Shape), new ProbeTensor(ElementType.Float, []),
            new ProbeTensor(ElementType.UInt8, []),
        ],
        "GroupQueryAttention" when x.Has(1) => [Like(x[0]), null, null],
        "MultiHeadAttention" when x.Has(2) && x[0].Shape.Length == 3 && x[2].Shape.Length == 3 =>
            [new ProbeTensor(x[0].Type, [.. x[0].Shape[..2], x[2].Shape[2]]), null, null],
        "SkipLayerNormalization" or "SkipSimplifiedLayerNormalization" =>
            new ProbeTensor?[] { Like(x[0]), null, null, Like(x[0]) },
        _ => null,
    };

    private static ProbeTensor Like(ProbeTensor x) => new(x.Type, x.Shape);

    private static ProbeTensor Shape(ProbeArguments x)
    {
        int rank = x[0].Shape.Length;
        long start = x.Node.Int("start", 0);
        long end = x.Node.Int("end", rank);
        start = Math.Clamp(start < 0 ? start + rank : start, 0, rank);
        end = Math.Clamp(end < 0 ? end + rank : end, start, rank);
        return ProbeTensor.Integers(x[0].Shape[(int)start..(int)end]);
    }

    private static ProbeTensor Range(ProbeArguments x)
    {
        if (!x[0].HasValues || !x[1].HasValues || !x[2].HasValues)
        {
            throw new ProbeException("Range has unknown limits");
        }

        (double start, double limit, double step) = (x[0].Values[0], x[1].Values[0], x[2].Values[0]);
        double count = Math.Max(0, Math.Ceiling((limit - start) / step));
        return count <= ProbeTensor.MostElements
            ? new ProbeTensor(x[0].Type, [(long)count],
                [.. Enumerable.Range(0, (int)count).Select(i => ProbeTensor.Round(x[0].Type, start + (i * step)))])
            : throw new ProbeException($"Range has {count} elements");
    }

    private static ProbeTensor ConstantOfShape(ProbeArguments x)
    {
        ProbeTensor? value = x.Node.Find("value")?.T is { } tensor
            ? ProbeTensor.Of(TensorReader.Read(tensor, null, ""))
            : new ProbeTensor(ElementType.Float, [1], [0]);
        var result = new ProbeTensor(value.Type, x.Integers(0));
        return result.Count <= ProbeTensor.MostElements
            ? new ProbeTensor(
                value.Type, result.Shape, () => [.. Enumerable.Repeat(value.Values[0], (int)result.Count)])
            : result;
    }

    private static ProbeTensor CumSum(ProbeArguments x)
    {
        int axis = ProbeArguments.Axis(x.Integers(1)[0], x[0].Shape.Length);
        if (!x[0].HasValues || x.Node.Int("exclusive", 0) != 0 || x.Node.Int("reverse", 0) != 0)
        {
            return new ProbeTensor(x[0].Type, x[0].Shape);
        }

        double[] sums = [.. x[0].Values];
        int stride = (int)ProbeShapes.Strides(x[0].Shape)[axis];
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += i / stride % x[0].Shape[axis] > 0 ? sums[i - stride] : 0;
        }

        return new ProbeTensor(x[0].Type, x[0].Shape, sums);
    }

    private static ProbeTensor Reduce(ProbeArguments x, Func<IEnumerable<double>, double> function)
    {
        int rank = x[0].Shape.Length;
        int[] axes = x.Integers("axes", 1)?.Select(axis => ProbeArguments.Axis(axis, rank)).ToArray()
            ?? [.. Enumerable.Range(0, rank)];
        long[] kept = [.. x[0].Shape.Select((size, i) => axes.Contains(i) ? 1 : size)];
        long[] shape = x.Node.Int("keepdims", 1) != 0 ? kept : [.. x[0].Shape.Where((_, i) => !axes.Contains(i))];
        if (!x[0].HasValues)
        {
            return new ProbeTensor(x[0].Type, shape);
        }

        int[] places = ProbeShapes.Places(kept, x[0].Shape);
        return new ProbeTensor(x[0].Type, shape, [.. places.Zip(x[0].Values)
            .GroupBy(pair => pair.First, pair => pair.Second).OrderBy(group => group.Key)
            .Select(group => ProbeTensor.Round(x[0].Type, function(group)))]);
    }

    private static ProbeTensor MatMul(ProbeArguments x)
    {
        ElementType type = x.Node.OpType switch
        {
            "MatMulInteger" => ElementType.Int32,
            "MatMulIntegerToFloat" => ElementType.Float,
            _ => x[0].Type,
        };
        (long[] a, long[] b) = (x[0].Shape, x[1].Shape);
        return a.Length >= 2 && b.Length >= 2 && a[^1] == b[^2]
            && ProbeShapes.Broadcast(a[..^2], b[..^2]) is { } batch
            ? new ProbeTensor(type, [.. batch, a[^2], b[^1]])
            : throw new ProbeException(
                $"[{string.Join(", ", a)}] and [{string.Join(", ", b)}] have no matrix product");
    }

    private static ProbeTensor Gemm(ProbeArguments x) => new(x[0].Type,
    [
        x[0].Shape[x.Node.Int("transA", 0) == 0 ? 0 : 1],
        x[1].Shape[x.Node.Int("transB", 0) == 0 ? 1 : 0],
    ]);
}

using GptPrompting.Graphs.Format;

namespace GptPrompting.Graphs.Probing;

/// <summary>Operators that work element by element, with broadcasting.</summary>
internal static class ProbeElementwise
{
    private static readonly Dictionary<string, Func<double, double>> Unary = new()
    {
        ["Neg"] = x => -x,
        ["Abs"] = Math.Abs,
        ["Sqrt"] = Math.Sqrt,
        ["Reciprocal"] = x => 1 / x,
        ["Floor"] = Math.Floor,
        ["Ceil"] = Math.Ceiling,
        ["Cos"] = Math.Cos,
        ["Sin"] = Math.Sin,
        ["Exp"] = Math.Exp,
        ["Log"] = Math.Log,
        ["Tanh"] = Math.Tanh,
        ["Sign"] = x => Math.Sign(x),
    };

    private static readonly Dictionary<string, Func<double, double, double>> Binary = new()
    {
        ["Add"] = (x, y) => x + y,
        ["Sub"] = (x, y) => x - y,
        ["Mul"] = (x, y) => x * y,
        ["Div"] = (x, y) => x / y,
        ["Pow"] = Math.Pow,
        ["Min"] = Math.Min,
        ["Max"] = Math.Max,
    };

    private static readonly Dictionary<string, Func<double, double, bool>> Comparisons = new()
    {
        ["Less"] = (x, y) => x < y,
        ["LessOrEqual"] = (x, y) => x <= y,
        ["Greater"] = (x, y) => x > y,
        ["GreaterOrEqual"] = (x, y) => x >= y,
        ["Equal"] = (x, y) => x == y,
        ["And"] = (x, y) => x != 0 && y != 0,
        ["Or"] = (x, y) => x != 0 || y != 0,
        ["Xor"] = (x, y) => (x != 0) != (y != 0),
    };

    // Of these only the shape matters here.
    private static readonly HashSet<string> ShapeKeeping =
    [
        "Softmax", "LogSoftmax", "Erf", "Sigmoid", "Relu", "Gelu", "FastGelu", "QuickGelu", "BiasGelu", "Elu", "Round",
        "LayerNormalization", "SimplifiedLayerNormalization", "RotaryEmbedding",
    ];

    public static ProbeTensor? Run(ProbeArguments x)
    {
        string operation = x.Node.OpType;
        return operation switch
        {
            "Cast" => Map(x[0], (ElementType)x.Node.Int("to", 1), value => value),
            "CastLike" => Map(x[0], x[1].Type, value => value),
            "Identity" or "Dropout" => x[0],
            "Not" => Map(x[0], ElementType.Bool, value => value == 0 ? 1 : 0),
            "IsNaN" => Map(x[0], ElementType.Bool, value => double.IsNaN(value) ? 1 : 0),
            "Where" => Where(x[0], x[1], x[2]),
            "Clip" => Clip(x),
            _ when Unary.TryGetValue(operation, out Func<double, double>? unary) => Map(x[0], x[0].Type, unary),
            _ when Binary.TryGetValue(operation, out Func<double, double, double>? binary) => Fold(x, binary),
            _ when Comparisons.TryGetValue(operation, out Func<double, double, bool>? compare) =>
                Combine(x[0], x[1], ElementType.Bool, (a, b) => compare(a, b) ? 1 : 0),
            _ when ShapeKeeping.Contains(operation) => new ProbeTensor(x[0].Type, x[0].Shape),
            _ => null,
        };
    }

    private static ProbeTensor Map(ProbeTensor x, ElementType type, Func<double, double> function) =>
        x.HasValues && x.Count <= ProbeTensor.MostElements
            ? new ProbeTensor(type, x.Shape,
                () => Array.ConvertAll(x.Values, value => ProbeTensor.Round(type, function(value))))
            : new ProbeTensor(type, x.Shape);

    private static ProbeTensor Fold(ProbeArguments x, Func<double, double, double> function)
    {
        ProbeTensor result = x[0];
        for (int i = 1; i < x.Node.Input.Count; i++)
        {
            result = Combine(result, x[i], x[0].Type, function);
        }

        return result;
    }

    private static ProbeTensor Combine(
        ProbeTensor a, ProbeTensor b, ElementType type, Func<double, double, double> function)
    {
        long[] shape = Shape(a, b);
        if (!a.HasValues || !b.HasValues || new ProbeTensor(type, shape).Count > ProbeTensor.MostElements)
        {
            return new ProbeTensor(type, shape);
        }

        return new ProbeTensor(type, shape, () =>
        {
            int[] places = ProbeShapes.Places(a.Shape, shape);
            int[] otherPlaces = ProbeShapes.Places(b.Shape, shape);
            double[] values = new double[places.Length];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = ProbeTensor.Round(type, function(a.Values[places[i]], b.Values[otherPlaces[i]]));
            }

            return values;
        });
    }

    private static ProbeTensor Where(ProbeTensor condition, ProbeTensor a, ProbeTensor b)
    {
        // Chosen first among places, so that an infinity that is not chosen does no harm.
        long[] shape = Shape(condition, new ProbeTensor(a.Type, Shape(a, b)));
        if (!condition.HasValues || !a.HasValues || !b.HasValues
            || new ProbeTensor(a.Type, shape).Count > ProbeTensor.MostElements)
        {
            return new ProbeTensor(a.Type, shape);
        }

        return new ProbeTensor(a.Type, shape, () =>
        {
            int[] conditions = ProbeShapes.Places(condition.Shape, shape);
            int[] places = ProbeShapes.Places(a.Shape, shape);
            int[] otherPlaces = ProbeShapes.Places(b.Shape, shape);
            double[] values = new double[places.Length];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = condition.Values[conditions[i]] != 0 ? a.Values[places[i]] : b.Values[otherPlaces[i]];
            }

            return values;
        });
    }

    private static ProbeTensor Clip(ProbeArguments x)
    {
        ProbeTensor result = x[0];
        result = x.Has(1) ? Combine(result, x[1], result.Type, Math.Max) : result;
        return x.Has(2) ? Combine(result, x[2], result.Type, Math.Min) : result;
    }

    private static long[] Shape(ProbeTensor a, ProbeTensor b) => ProbeShapes.Broadcast(a.Shape, b.Shape)
        ?? throw new ProbeException(
            $"the shapes [{string.Join(", ", a.Shape)}] and [{string.Join(", ", b.Shape)}] do not fit");
}

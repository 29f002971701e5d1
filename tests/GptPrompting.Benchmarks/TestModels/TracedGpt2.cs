using GptPrompting.Graphs;
using GptPrompting.Graphs.Format;

namespace GptPrompting.Benchmarks.TestModels;

/// <summary>
/// GPT-2 as Hugging Face Optimum exports it: the nodes that PyTorch's tracer writes, with shapes computed step by step,
/// layer normalisation and GELU in pieces, a causal mask that is cut out of a stored one, and the embedding stored a
/// second time, transposed, for the output layer.
/// </summary>
internal sealed class TracedGpt2
{
    private const int Opset = 14;

    private readonly OnnxFile _graph = new();
    private readonly Gpt2Weights _weights;
    private readonly Gpt2Shape _shape;

    private TracedGpt2(Gpt2Weights weights)
    {
        _weights = weights;
        _shape = weights.Shape;
    }

    public static void Write(Gpt2Weights weights, string path)
    {
        var gpt = new TracedGpt2(weights);
        gpt.DeclareTokens();
        gpt.Compute();
        gpt._graph.Save(path, Opset);
    }

    private void DeclareTokens()
    {
        _graph.Input("input_ids", ElementType.Int64, "batch_size", "sequence_length");
        _graph.Input("attention_mask", ElementType.Int64, "batch_size", "past_sequence_length + sequence_length");
        _graph.Input("position_ids", ElementType.Int64, "batch_size", "sequence_length");
        _graph.Output("logits", ElementType.Float, "batch_size", "sequence_length", _shape.Vocabulary);
    }

    private void Compute()
    {
        string mask = Mask();
        string causal = _graph.Initializer("h.0.attn.bias", OnnxFile.Tensor(
            [1, 1, _shape.Positions, _shape.Positions], LowerTriangle(_shape.Positions)));
        string tokens = _graph.Add("Gather", [_graph.Weight(_weights.TokenEmbedding), "input_ids"]);
        string positions = _graph.Add("Gather", [_graph.Weight(_weights.PositionEmbedding), "position_ids"]);
        string x = _graph.Add("Add", [tokens, positions]);
        for (int layer = 0; layer < _shape.Layers; layer++)
        {
            x = _graph.Add("Add", [x, Attention(x, layer, mask, causal)]);
            x = _graph.Add("Add", [x, FeedForward(x, layer)]);
        }

        x = Normalise(x, _weights.LastNorm);
        WeightTensor output = _weights.TokenEmbedding.Transposed() with { Name = "onnx::MatMul_lm_head" };
        _graph.Add("MatMul", [x, _graph.Weight(output)], ["logits"]);
    }

    /// <returns>[b, 1, 1, past + s]: 0 where a token may be read, the lowest number where there is padding.</returns>
    private string Mask()
    {
        string mask = _graph.Add("Unsqueeze", ["attention_mask", _graph.Constant([1])]);
        mask = _graph.Add("Unsqueeze", [mask, _graph.Constant([2])]);
        mask = _graph.Add("Cast", [mask], OnnxFile.Attribute("to", (long)ElementType.Float));
        mask = _graph.Add("Sub", [_graph.Constant(1f), mask]);
        return _graph.Add("Mul", [mask, _graph.Constant(float.MinValue)]);
    }

    private string Attention(string x, int layer, string mask, string causal)
    {
        (string batch, string length) = (Size(x, 0), Size(x, 1));
        string all = Multiply(Normalise(x, _weights.AttentionNorm(layer)), _weights.Attention(layer));
        int width = _shape.Width;
        string[] parts = _graph.Add(
            "Split", [all, _graph.Constant(width, width, width)], [$"query.{layer}", $"key.{layer}", $"value.{layer}"],
            OnnxFile.Attribute("axis", 2L));
        string[] heads = [.. parts.Select(part => Heads(part, batch, length))];
        string key = Append(layer, "key", heads[1]);
        string value = Append(layer, "value", heads[2]);
        string turned = _graph.Add("Transpose", [key], OnnxFile.Attribute("perm", 0, 1, 3, 2));
        string scores = _graph.Add("MatMul", [heads[0], turned]);
        scores = _graph.Add("Div", [scores, _graph.Constant(MathF.Sqrt(_shape.HeadSize))]);
        string allowed = CutOut(causal, heads[0], key);
        scores = _graph.Add("Where", [allowed, scores, _graph.Constant(float.MinValue)]);
        scores = _graph.Add("Add", [scores, mask]);
        string shares = _graph.Add("Softmax", [scores], OnnxFile.Attribute("axis", -1L));
        string mixed = _graph.Add("MatMul", [shares, value]);
        mixed = _graph.Add("Transpose", [mixed], OnnxFile.Attribute("perm", 0, 2, 1, 3));
        mixed = Reshape(mixed, AsList(batch), AsList(length), _graph.Constant([width]));
        return Multiply(mixed, _weights.AttentionOutput(layer));
    }

    private string FeedForward(string x, int layer)
    {
        string h = Multiply(Normalise(x, _weights.FeedForwardNorm(layer)), _weights.Up(layer));
        string half = _graph.Add("Mul", [h, _graph.Constant(0.5f)]);
        string cube = _graph.Add("Pow", [h, _graph.Constant(3f)]);
        string inner = _graph.Add("Add", [h, _graph.Add("Mul", [cube, _graph.Constant(0.044715f)])]);
        inner = _graph.Add("Mul", [inner, _graph.Constant(MathF.Sqrt(2 / MathF.PI))]);
        string gate = _graph.Add("Add", [_graph.Add("Tanh", [inner]), _graph.Constant(1f)]);
        return Multiply(_graph.Add("Mul", [half, gate]), _weights.Down(layer));
    }

    private string Normalise(string x, Norm norm)
    {
        string mean = _graph.Add("ReduceMean", [x], OnnxFile.Attribute("axes", [-1]));
        string centred = _graph.Add("Sub", [x, mean]);
        string square = _graph.Add("Pow", [centred, _graph.Constant(2f)]);
        string variance = _graph.Add("ReduceMean", [square], OnnxFile.Attribute("axes", [-1]));
        string deviation = _graph.Add("Sqrt", [_graph.Add("Add", [variance, _graph.Constant(1e-5f)])]);
        string scaled = _graph.Add("Mul", [_graph.Add("Div", [centred, deviation]), _graph.Weight(norm.Scale)]);
        return _graph.Add("Add", [scaled, _graph.Weight(norm.Bias)]);
    }

    /// <summary>GPT-2's Conv1D: a Gemm on rows, between two reshapes.</summary>
    private string Multiply(string x, Linear linear)
    {
        string flat = Reshape(x, _graph.Constant([-1]), AsList(LastSize(x)));
        string product = _graph.Add("Gemm", [flat, _graph.Weight(linear.Weight), _graph.Weight(linear.Bias)]);
        return Reshape(product, AsList(Size(x, 0)), AsList(Size(x, 1)), _graph.Constant([linear.Weight.Shape[1]]));
    }

    private string Heads(string x, string batch, string length)
    {
        string heads = Reshape(x, AsList(batch), AsList(length), _graph.Constant([_shape.Heads]),
            _graph.Constant([_shape.HeadSize]));
        return _graph.Add("Transpose", [heads], OnnxFile.Attribute("perm", 0, 2, 1, 3));
    }

    private string Append(int layer, string kind, string fresh)
    {
        string past = $"past_key_values.{layer}.{kind}";
        string present = $"present.{layer}.{kind}";
        _graph.Input(past, ElementType.Float, "batch_size", _shape.Heads, "past_sequence_length", _shape.HeadSize);
        _graph.Output(present, ElementType.Float,
            "batch_size", _shape.Heads, "past_sequence_length + sequence_length", _shape.HeadSize);
        return _graph.Add("Concat", [past, fresh], [present], OnnxFile.Attribute("axis", -2L))[0];
    }

    /// <returns>The rows and columns of the causal mask that are between the queries and all keys.</returns>
    private string CutOut(string causal, string query, string key)
    {
        string keys = SizeFromEnd(key);
        string first = AsList(_graph.Add("Sub", [keys, SizeFromEnd(query)]));
        string rows = _graph.Add(
            "Slice", [causal, first, AsList(keys), _graph.Constant([2]), _graph.Constant([1])]);
        return _graph.Add(
            "Slice", [rows, _graph.Constant([0]), AsList(keys), _graph.Constant([3]), _graph.Constant([1])]);
    }

    private string Size(string x, int axis) =>
        _graph.Add("Gather", [_graph.Add("Shape", [x]), _graph.Constant(axis)], OnnxFile.Attribute("axis", 0L));

    private string LastSize(string x) => SizeBetween(x, -1, long.MaxValue);

    private string SizeFromEnd(string x) => SizeBetween(x, -2, -1);

    private string SizeBetween(string x, long from, long to)
    {
        string slice = _graph.Add("Slice",
            [_graph.Add("Shape", [x]), _graph.Constant([from]), _graph.Constant([to]), _graph.Constant([0])]);
        return _graph.Add("Squeeze", [slice, _graph.Constant([0])]);
    }

    private string AsList(string number) => _graph.Add("Unsqueeze", [number, _graph.Constant([0])]);

    private string Reshape(string x, params string[] sizes) =>
        _graph.Add("Reshape", [x, _graph.Add("Concat", sizes, OnnxFile.Attribute("axis", 0L))]);

    private static bool[] LowerTriangle(int size)
    {
        bool[] allowed = new bool[size * size];
        for (int row = 0; row < size; row++)
        {
            Array.Fill(allowed, true, row * size, row + 1);
        }

        return allowed;
    }
}

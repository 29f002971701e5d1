using GptPrompting.Graphs;
using GptPrompting.Graphs.Format;

namespace GptPrompting.Benchmarks.TestModels;

/// <summary>
/// GPT-2 as ONNX Runtime GenAI likes it best: grouped-query attention that appends to a shared key-value buffer, fused
/// normalisation and GELU, and logits of the last token only, [b, 1, vocabulary].
/// </summary>
internal sealed class GroupedGpt2
{
    private const int Opset = 17;
    private const float Epsilon = 1e-5f;

    private readonly OnnxFile _graph = new();
    private readonly Gpt2Weights _weights;
    private readonly Gpt2Shape _shape;

    private GroupedGpt2(Gpt2Weights weights)
    {
        _weights = weights;
        _shape = weights.Shape;
    }

    public static void Write(Gpt2Weights weights, string path)
    {
        var gpt = new GroupedGpt2(weights);
        gpt._graph.Input("input_ids", ElementType.Int64, "batch_size", "sequence_length");
        gpt._graph.Input("attention_mask", ElementType.Int64, "batch_size", "total_sequence_length");
        gpt._graph.Input("position_ids", ElementType.Int64, "batch_size", "sequence_length");
        gpt._graph.Output("logits", ElementType.Float, "batch_size", 1, weights.Shape.Vocabulary);
        gpt.Compute();
        gpt._graph.Save(path, Opset);
    }

    private void Compute()
    {
        (string lengths, string total) = Lengths();
        string tokens = _graph.Add("Gather", [_graph.Weight(_weights.TokenEmbedding), "input_ids"]);
        string positions = _graph.Add("Gather", [_graph.Weight(_weights.PositionEmbedding), "position_ids"]);
        string x = _graph.Add("Add", [tokens, positions]);
        Norm first = _weights.AttentionNorm(0);
        string normed = _graph.Add("LayerNormalization", [x, _graph.Weight(first.Scale), _graph.Weight(first.Bias)],
            OnnxFile.Attribute("axis", -1L), OnnxFile.Attribute("epsilon", Epsilon));
        for (int layer = 0; layer < _shape.Layers; layer++)
        {
            string mixed = Attend(normed, layer, lengths, total);
            (normed, x) = AddAndNormalise(
                mixed, x, _weights.AttentionOutput(layer), _weights.FeedForwardNorm(layer), $"attended.{layer}");
            Linear up = _weights.Up(layer);
            string h = _graph.Add("MatMul", [normed, _graph.Weight(up.Weight)]);
            h = _graph.Add("FastGelu", [h, _graph.Weight(up.Bias)]);
            Norm next = layer + 1 < _shape.Layers ? _weights.AttentionNorm(layer + 1) : _weights.LastNorm;
            (normed, x) = AddAndNormalise(h, x, _weights.Down(layer), next, $"block.{layer}");
        }

        normed = _graph.Add("Gather", [normed, _graph.Constant([-1])], OnnxFile.Attribute("axis", 1L));
        WeightTensor output = _weights.TokenEmbedding.Transposed() with { Name = "lm_head.weight" };
        _graph.Add("MatMul", [normed, _graph.Weight(output)], ["logits"]);
    }

    /// <returns>Tokens before the last one, per sequence [b], and the length with padding, as int32.</returns>
    private (string Lengths, string Total) Lengths()
    {
        string tokens = _graph.Add(
            "ReduceSum", ["attention_mask", _graph.Constant([1])], OnnxFile.Attribute("keepdims", 0L));
        string last = _graph.Add("Sub", [tokens, _graph.Constant(1L)]);
        string total = _graph.Add("Gather", [_graph.Add("Shape", ["attention_mask"]), _graph.Constant(1L)],
            OnnxFile.Attribute("axis", 0L));
        return (AsInt32(last), AsInt32(total));
    }

    private string AsInt32(string value) =>
        _graph.Add("Cast", [value], OnnxFile.Attribute("to", (long)ElementType.Int32));

    private string Attend(string x, int layer, string lengths, string total)
    {
        Linear all = _weights.Attention(layer);
        string qkv = _graph.Add("MatMul", [x, _graph.Weight(all.Weight)]);
        qkv = _graph.Add("Add", [qkv, _graph.Weight(all.Bias)]);
        string[] past = [$"past_key_values.{layer}.key", $"past_key_values.{layer}.value"];
        string[] present = [$"present.{layer}.key", $"present.{layer}.value"];
        foreach ((string before, string after) in past.Zip(present))
        {
            _graph.Input(before, ElementType.Float,
                "batch_size", _shape.Heads, "past_sequence_length", _shape.HeadSize);
            _graph.Output(after, ElementType.Float,
                "batch_size", _shape.Heads, "total_sequence_length", _shape.HeadSize);
        }

        return _graph.Add("GroupQueryAttention", [qkv, "", "", .. past, lengths, total],
            [$"mixed.{layer}", .. present],
            OnnxFile.Attribute("num_heads", (long)_shape.Heads),
            OnnxFile.Attribute("kv_num_heads", (long)_shape.Heads),
            OnnxFile.Attribute("scale", 1 / MathF.Sqrt(_shape.HeadSize)))[0];
    }

    /// <returns>The normalised sum, and the sum itself.</returns>
    private (string Normed, string Sum) AddAndNormalise(string x, string skip, Linear linear, Norm norm, string name)
    {
        string product = _graph.Add("MatMul", [x, _graph.Weight(linear.Weight)]);
        string[] inputs =
        [
            product, skip, _graph.Weight(norm.Scale), _graph.Weight(norm.Bias), _graph.Weight(linear.Bias),
        ];
        string[] outputs = _graph.Add("SkipLayerNormalization", inputs, [$"{name}.normed", "", "", $"{name}.sum"],
            OnnxFile.Attribute("epsilon", Epsilon));
        return (outputs[0], outputs[3]);
    }
}

namespace GptPrompting.Benchmarks.TestModels;

/// <summary>GPT-2 for llama.cpp. The output layer is the token embedding, stored once.</summary>
internal static class GgufGpt2
{
    // llama.cpp's numbers for the kinds of a token.
    private const int Normal = 1;
    private const int Control = 3;

    /// <param name="weights">What is stored.</param>
    /// <param name="path">Where to write.</param>
    /// <param name="quantize">Whether matrices are Q8_0 and not F32; positions stay F32, as llama.cpp does it.</param>
    public static void Write(Gpt2Weights weights, string path, bool quantize)
    {
        var file = new GgufFile();
        Describe(file, weights.Shape);
        AddVocabulary(file, weights.Shape.Vocabulary);
        file.Add("token_embd.weight", weights.TokenEmbedding, quantize);
        file.Add("position_embd.weight", weights.PositionEmbedding);
        for (int layer = 0; layer < weights.Shape.Layers; layer++)
        {
            string block = $"blk.{layer}";
            Add(file, $"{block}.attn_norm", weights.AttentionNorm(layer));
            Add(file, $"{block}.attn_qkv", weights.Attention(layer), quantize);
            Add(file, $"{block}.attn_output", weights.AttentionOutput(layer), quantize);
            Add(file, $"{block}.ffn_norm", weights.FeedForwardNorm(layer));
            Add(file, $"{block}.ffn_up", weights.Up(layer), quantize);
            Add(file, $"{block}.ffn_down", weights.Down(layer), quantize);
        }

        Add(file, "output_norm", weights.LastNorm);
        file.Save(path);
    }

    private static void Describe(GgufFile file, Gpt2Shape shape)
    {
        file.Add("general.architecture", "gpt2");
        file.Add("general.name", "gpt2-small-random");
        file.Add("gpt2.context_length", (uint)shape.Positions);
        file.Add("gpt2.embedding_length", (uint)shape.Width);
        file.Add("gpt2.feed_forward_length", (uint)(4 * shape.Width));
        file.Add("gpt2.block_count", (uint)shape.Layers);
        file.Add("gpt2.attention.head_count", (uint)shape.Heads);
        file.Add("gpt2.attention.layer_norm_epsilon", 1e-5f);
    }

    private static void AddVocabulary(GgufFile file, int size)
    {
        string[] tokens = TestTokenizer.Tokens(size);
        file.Add("tokenizer.ggml.model", "gpt2");
        file.Add("tokenizer.ggml.pre", "gpt-2");
        file.Add("tokenizer.ggml.tokens", tokens);
        file.Add("tokenizer.ggml.token_type", [.. Enumerable.Repeat(Normal, size - 1), Control]);
        file.Add("tokenizer.ggml.merges", TestTokenizer.MergeLines(size));
        file.Add("tokenizer.ggml.eos_token_id", (uint)(size - 1));
    }

    private static void Add(GgufFile file, string name, Norm norm)
    {
        file.Add($"{name}.weight", norm.Scale);
        file.Add($"{name}.bias", norm.Bias);
    }

    private static void Add(GgufFile file, string name, Linear linear, bool quantize)
    {
        file.Add($"{name}.weight", linear.Weight.Transposed(), quantize);
        file.Add($"{name}.bias", linear.Bias);
    }
}

using System.Text.Json;

namespace GptPrompting.Benchmarks.TestModels;

/// <summary>
/// The same random GPT-2 in every format that a system of the table wants, written where it is missing.
/// </summary>
internal sealed class ModelFiles(string root, Gpt2Shape shape)
{
    // Goes up with every change of what is written.
    private const string Version = "3";

    private readonly Gpt2Weights _weights = new(shape);

    // What the library writes may change with every build of it.
    private static string LibraryVersion => $"{Version} {typeof(LanguageModel).Module.ModuleVersionId}";

    public Gpt2Shape Shape => shape;

    /// <summary>As Optimum exports it; GPT-2's folder for every system that reads ONNX.</summary>
    public string Plain => Path.Combine(root, "optimum");

    /// <summary>The same graph for GenAI, which wants a file of its own to describe it.</summary>
    public string PlainGenAi => Path.Combine(root, "optimum-genai");

    /// <summary>What GenAI runs fastest.</summary>
    public string Grouped => Path.Combine(root, "genai");

    /// <summary>What <see cref="ModelOptimizer"/> makes of the plain folder with weights of 8 bits.</summary>
    public string Int8 => Path.Combine(root, "int8");

    /// <summary>The same with weights of 4 bits.</summary>
    public string Int4 => Path.Combine(root, "int4");

    public string Gguf => Path.Combine(root, "gguf", "gpt2-f32.gguf");

    public string QuantizedGguf => Path.Combine(root, "gguf", "gpt2-q8_0.gguf");

    /// <summary>Writes what is not there yet.</summary>
    /// <param name="say">Is told what is being written.</param>
    public void Write(Action<string> say)
    {
        WriteOnce(Plain, say, () =>
        {
            TracedGpt2.Write(_weights, Path.Combine(Plain, "model.onnx"));
            TestTokenizer.Write(shape.Vocabulary, Path.Combine(Plain, "tokenizer.json"));
            WriteJson(Plain, "tokenizer_config.json", new { tokenizer_class = "GPT2Tokenizer" });
            WriteJson(Plain, "config.json", Config());
        });
        WriteOnce(Int8, say, () => Optimize(Int8, ModelWeights.EightBit), LibraryVersion);
        WriteOnce(Int4, say, () => Optimize(Int4, ModelWeights.FourBit), LibraryVersion);
        WriteOnce(PlainGenAi, say, () =>
        {
            ShowAgain(Path.Combine(Plain, "model.onnx"), Path.Combine(PlainGenAi, "model.onnx"));
            WriteJson(PlainGenAi, "genai_config.json", GenAiConfig(sharedBuffer: false));
        });
        WriteOnce(Grouped, say, () =>
        {
            GroupedGpt2.Write(_weights, Path.Combine(Grouped, "model.onnx"));
            WriteJson(Grouped, "genai_config.json", GenAiConfig(sharedBuffer: true));
        });
        WriteOnce(Path.GetDirectoryName(Gguf)!, say, () =>
        {
            GgufGpt2.Write(_weights, Gguf, quantize: false);
            GgufGpt2.Write(_weights, QuantizedGguf, quantize: true);
        });
    }

    // The marker is written last: a folder without it was not finished.
    private static void WriteOnce(string folder, Action<string> say, Action write, string version = Version)
    {
        string marker = Path.Combine(folder, "version.txt");
        if (File.Exists(marker) && File.ReadAllText(marker) == version)
        {
            return;
        }

        say($"Writing {folder} ...");
        Directory.CreateDirectory(folder);
        write();
        File.WriteAllText(marker, version);
    }

    private void Optimize(string folder, ModelWeights weights)
    {
        Directory.Delete(folder, recursive: true);
        ModelOptimizer.Optimize(Plain, folder, weights);
    }

    // As a link, or a copy where the system does not allow links.
    private static void ShowAgain(string file, string place)
    {
        File.Delete(place);
        try
        {
            File.CreateSymbolicLink(place, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Copy(file, place);
        }
    }

    // No end of text, so that every system generates as many tokens as it is asked for.
    private object Config() => new
    {
        model_type = "gpt2",
        architectures = new[] { "GPT2LMHeadModel" },
        vocab_size = shape.Vocabulary,
        n_positions = shape.Positions,
        n_ctx = shape.Positions,
        n_embd = shape.Width,
        n_layer = shape.Layers,
        n_head = shape.Heads,
        activation_function = "gelu_new",
        layer_norm_epsilon = 1e-5,
    };

    private object GenAiConfig(bool sharedBuffer) => new
    {
        model = new
        {
            type = "llama",
            vocab_size = shape.Vocabulary,
            context_length = shape.Positions,
            bos_token_id = shape.Vocabulary - 1,
            eos_token_id = shape.Vocabulary - 1,
            pad_token_id = shape.Vocabulary - 1,
            decoder = new
            {
                session_options = new { log_id = "onnxruntime-genai", provider_options = Array.Empty<object>() },
                filename = "model.onnx",
                head_size = shape.HeadSize,
                hidden_size = shape.Width,
                num_attention_heads = shape.Heads,
                num_key_value_heads = shape.Heads,
                num_hidden_layers = shape.Layers,
                inputs = new
                {
                    input_ids = "input_ids",
                    attention_mask = "attention_mask",
                    position_ids = "position_ids",
                    past_key_names = "past_key_values.%d.key",
                    past_value_names = "past_key_values.%d.value",
                },
                outputs = new
                {
                    logits = "logits",
                    present_key_names = "present.%d.key",
                    present_value_names = "present.%d.value",
                },
            },
        },
        search = new
        {
            do_sample = false,
            num_beams = 1,
            max_length = shape.Positions,
            past_present_share_buffer = sharedBuffer,
        },
    };

    private static void WriteJson(string folder, string name, object value) =>
        File.WriteAllText(Path.Combine(folder, name), JsonSerializer.Serialize(value));
}

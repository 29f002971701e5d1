using GptPrompting.Models.Folders;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace GptPrompting.Models;

/// <summary>What one graph file is fed and what it gives.</summary>
internal sealed record GraphPorts
{
    private static readonly Dictionary<string, string> Hints = new()
    {
        ["encoder_hidden_states"] = "it belongs to an encoder-decoder model; only decoders on their own can be opened",
        ["encoder_attention_mask"] = "it belongs to an encoder-decoder model; only decoders on their own can be opened",
        ["inputs_embeds"] = "export the model with input_ids instead of embeddings",
        ["cache_indirection"] = "the graph is made for ONNX Runtime's own beam search; export it without",
        ["beam_width"] = "the graph is made for ONNX Runtime's own beam search; export it without",
        ["past_sequence_length"] = "the graph writes into a shared cache; export it without past_present_share_buffer",
    };

    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>All inputs but the pasts.</summary>
    public required IReadOnlyList<GraphInput> Inputs { get; init; }

    /// <summary>What it reads as past; <see cref="CacheLayout.None"/> where it begins anew.</summary>
    public required CacheLayout Cache { get; init; }

    public required string Logits { get; init; }

    public required IReadOnlyCollection<string> Outputs { get; init; }

    /// <summary>Columns of the logits, or null where the graph leaves them open.</summary>
    public required int? VocabularySize { get; init; }

    /// <summary>Whether the graph says that it gives one row of logits however many tokens it reads.</summary>
    public required bool GivesLastRowOnly { get; init; }

    /// <summary>How many tokens it reads in one pass, or null where it reads any number.</summary>
    public required int? FixedLength { get; init; }

    /// <summary>How many sequences it reads side by side at most.</summary>
    public required int MaxBatchSize { get; init; }

    public bool Has(InputRole role) => Inputs.Any(input => input.Role == role);

    /// <exception cref="ModelFormatException">It is no decoder that can be run; the message says why.</exception>
    public static GraphPorts Read(InferenceSession session, GraphNames names, ModelConfig config, string path)
    {
        IReadOnlyDictionary<string, NodeMetadata> inputs = session.InputMetadata;
        CacheLayout cache = CacheReader.Read(session, names, config, path);
        IEnumerable<string> others = inputs.Keys.Except(cache.Tensors.Select(tensor => tensor.Past));
        GraphInput[] read = [.. others.Select(name => ReadInput(name, inputs[name], names, path))];
        if (!read.Any(input => input.Role == InputRole.TokenIds))
        {
            throw new ModelFormatException(path, $"the graph has no input '{names.TokenIds}' (it has "
                + $"{Listed(inputs.Keys)}); it is no language model over token ids");
        }

        NodeMetadata logits = ReadLogits(session, names, path);
        int[] columns = logits.Dimensions;
        return new GraphPorts
        {
            Path = path,
            Inputs = read,
            Cache = cache,
            Logits = names.Logits,
            Outputs = [.. session.OutputMetadata.Keys],
            VocabularySize = columns is [.., > 0] ? columns[^1] : null,
            GivesLastRowOnly = columns is [_, 1, _] && inputs[names.TokenIds].Dimensions is not [_, 1],
            FixedLength = ReadLength(inputs[names.TokenIds], names.TokenIds, path),
            MaxBatchSize = ReadBatchSize(inputs[names.TokenIds], names.TokenIds, path),
        };
    }

    private static GraphInput ReadInput(string name, NodeMetadata metadata, GraphNames names, string path)
    {
        if (names.RoleOf(name) is not InputRole role)
        {
            string hint = Hints.GetValueOrDefault(name) ?? (name.Contains(".decoder.", StringComparison.Ordinal)
                ? Hints["encoder_hidden_states"]
                : "export the model for text generation, with the task text-generation-with-past");
            throw new ModelFormatException(
                path, $"the graph asks for the input '{name}', which is not known here: {hint}");
        }

        return metadata.IsTensor && GraphInput.CanBe(metadata.ElementDataType)
            ? new GraphInput(name, role, metadata.ElementDataType, metadata.Dimensions.Length)
            : throw new ModelFormatException(path, $"the input '{name}' is of type {TypeOf(metadata)}; "
                + "int64, int32, float, float16 and bool can be fed");
    }

    private static NodeMetadata ReadLogits(InferenceSession session, GraphNames names, string path)
    {
        if (!session.OutputMetadata.TryGetValue(names.Logits, out NodeMetadata? logits))
        {
            throw new ModelFormatException(path, $"the graph has no output '{names.Logits}' "
                + $"(it has {Listed(session.OutputMetadata.Keys)}); export it as a causal language model");
        }

        return logits.IsTensor && CacheReader.IsFloat(logits.ElementDataType)
            ? logits
            : throw new ModelFormatException(path, $"the output '{names.Logits}' is of type {TypeOf(logits)}; "
                + "float, float16 and bfloat16 can be read");
    }

    private static int? ReadLength(NodeMetadata ids, string name, string path) => ids.Dimensions switch
    {
        [_, < 0] => null,
        [_, 1] => 1,
        _ => throw new ModelFormatException(path, $"'{name}' has the shape [{string.Join(", ", ids.Dimensions)}]; "
            + "it must be [batch, sequence] with a sequence of any length, or of 1"),
    };

    private static int ReadBatchSize(NodeMetadata ids, string name, string path) => ids.Dimensions[0] switch
    {
        < 0 => int.MaxValue,
        1 => 1,
        int size => throw new ModelFormatException(path, $"'{name}' is for {size} sequences, neither more nor fewer; "
            + "export the graph for any number, or for 1"),
    };

    internal static string TypeOf(NodeMetadata metadata) =>
        metadata.IsTensor ? metadata.ElementDataType.ToString() : metadata.OnnxValueType.ToString();

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}

namespace GptPrompting;

/// <summary>What a model folder holds and how it is run: the facts behind <c>gptprompt model info</c>.</summary>
public sealed record ModelDescription
{
    internal ModelDescription()
    {
    }

    /// <summary>The name of the folder.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// The form of the graph: optimum, optimum-merged (with <c>use_cache_branch</c>), optimum-split (two graphs),
    /// genai, combined (keys and values in one tensor, as ONNX Runtime's GPT-2 tools write it), or plain (no cache).
    /// </summary>
    public required string Layout { get; init; }

    /// <summary>What the config calls the architecture, such as gpt2 or llama; null where it does not say.</summary>
    public required string? Architecture { get; init; }

    /// <summary>Layers that keep keys and values; 0 where the graph has no cache.</summary>
    public required int LayerCount { get; init; }

    /// <summary>Heads that keep keys and values, in the first layer; 0 where the graph has no cache.</summary>
    public required int KeyValueHeadCount { get; init; }

    /// <summary>Numbers that one head keeps of one token, in the first layer; 0 where the graph has no cache.</summary>
    public required int HeadSize { get; init; }

    /// <summary>Tokens that some layers look back at most, where the config says so; else null.</summary>
    public required int? AttentionWindow { get; init; }

    /// <summary>
    /// Learned numbers, by the precision that they are stored in: float32, float16, bfloat16, int8, fourbit, other.
    /// Scales and zero points of integers, masks, tables of indices and single numbers do not count. A weight that the
    /// file has twice counts twice, and both graphs of optimum-split share one count.
    /// </summary>
    public required IReadOnlyDictionary<string, long> Parameters { get; init; }

    /// <summary>The most tokens, prompt and output together, that the model can read.</summary>
    public required int ContextLength { get; init; }

    /// <summary>Columns of the logits.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>The kind of tokenizer, such as byte-level BPE.</summary>
    public required string Tokenizer { get; init; }

    /// <summary>Tokens that the tokenizer has.</summary>
    public required int TokenCount { get; init; }

    /// <summary>Bytes of keys and values that one token of context takes; 0 where the graph has no cache.</summary>
    public required long CacheBytesPerToken { get; init; }

    /// <summary>Whether texts of different length can be read side by side in one pass.</summary>
    public required bool AllowsPaddedBatches { get; init; }

    /// <summary>Operators beyond those of ONNX itself, such as GroupQueryAttention, with how many there are.</summary>
    public required IReadOnlyDictionary<string, int> FusedOperators { get; init; }

    /// <summary>The files that the model is read from, relative to the folder, with their sizes in bytes.</summary>
    public required IReadOnlyDictionary<string, long> Files { get; init; }

    /// <summary>What computes.</summary>
    public required ExecutionProvider Provider { get; init; }

    /// <summary>The version of the native ONNX Runtime.</summary>
    public required string RuntimeVersion { get; init; }

    /// <summary>Whether what rewriting makes of the graph lies beside it and is taken.</summary>
    public required GraphPreparation Preparation { get; init; }

    /// <summary>Rewrites that make the graph faster, whether they are applied, and why one does not fit.</summary>
    public required IReadOnlyList<ModelRewrite> Rewrites { get; init; }

    /// <summary>Opens a folder, as <see cref="LanguageModel.Load"/> does, and says what it found.</summary>
    /// <param name="folder">The folder; relative paths start at the current directory.</param>
    /// <param name="options">Which graph to take, how to run it; null is the default.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">A file that the model needs is not in it.</exception>
    /// <exception cref="ModelFormatException">A file is not what it should be.</exception>
    public static ModelDescription Load(string folder, LanguageModelOptions? options = null) =>
        ModelDescriber.Describe(folder, options ?? new LanguageModelOptions());
}

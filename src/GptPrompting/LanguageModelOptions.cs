namespace GptPrompting;

/// <summary>How a model folder is opened.</summary>
public sealed record LanguageModelOptions
{
    /// <summary>
    /// For <see cref="RewriteCacheFolder"/>: the folder <c>.gptprompting</c> within the model's folder.
    /// </summary>
    public const string CacheBesideModel = ".gptprompting";

    // More than the processors of any machine; with 100,000, opening a model did not end.
    private const int MostThreads = 1024;

    /// <summary>
    /// File name of the ONNX graph, relative to the folder. Null, the default, takes the one that
    /// <c>genai_config.json</c> names; else, in the folder or in its subfolder <c>onnx</c>, <c>model.onnx</c>,
    /// <c>decoder_model_merged.onnx</c>, <c>decoder_model.onnx</c> with <c>decoder_with_past_model.onnx</c>, or the
    /// only <c>*.onnx</c> file.
    /// </summary>
    public string? ModelFile { get; init; }

    /// <summary>
    /// Which of several graphs to take: what stands behind <c>model_</c> in its file name, such as <c>fp16</c>,
    /// <c>int8</c>, <c>q4</c>, <c>q4f16</c>; also <c>fp32</c> for the one without suffix and <c>q8</c> for
    /// <c>quantized</c>, as transformers.js calls them. Null, the default, is as <see cref="ModelFile"/> says; only
    /// one of the two can be given.
    /// </summary>
    public string? Variant { get; init; }

    /// <summary>Whether graphs are rewritten. Default: <see cref="GraphRewriting.WhenLarge"/>.</summary>
    public GraphRewriting Rewriting
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(Rewriting), value, $"Rewriting is {value}, which is none of GraphRewriting.");
    }

    /// <summary>
    /// How weights are stored in memory, whatever the files have; these are not changed. Default:
    /// <see cref="ModelWeights.AsTheyAre"/>. Anything else takes seconds of opening and is part of the result:
    /// <see cref="ModelWeights"/> says of how much. Weights that are no floats cannot be stored otherwise.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of <see cref="ModelWeights"/>.</exception>
    public ModelWeights Weights
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(Weights), value, $"Weights is {value}, which is none of ModelWeights.");
    }

    /// <summary>
    /// A folder to keep on disk what opening makes of graphs and weights, so that the next opening only loads it.
    /// Relative paths start at the model's folder: <see cref="CacheBesideModel"/> is a folder in it. Null, the default,
    /// keeps nothing. What is kept is checked against the model's files at each opening, made again where these or the
    /// library changed or it is damaged, and replaces what was made of the model before. Any number of processes may
    /// share a folder.
    /// </summary>
    /// <exception cref="ArgumentException">The value is empty or blank.</exception>
    public string? RewriteCacheFolder
    {
        get;
        init => field = value is null || !string.IsNullOrWhiteSpace(value)
            ? value
            : throw new ArgumentException(
                "RewriteCacheFolder is blank; it must be a folder, or null.", nameof(RewriteCacheFolder));
    }

    /// <summary>
    /// Threads within one operator. 1 to 1,024, since each is a thread of the system; null, the default, leaves it to
    /// ONNX Runtime: one per physical core.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in the range.</exception>
    public int? Threads
    {
        get;
        init => field = value is null or (>= 1 and <= MostThreads)
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(Threads), value, $"Threads is {value}; it must be from 1 to {MostThreads}.");
    }

    /// <summary>
    /// The most bytes of keys and values that are kept of earlier calls, so that later ones read only what differs: the
    /// second question to the same few-shot prompt, the next turn of a conversation. At least 0, which keeps nothing;
    /// the default is 256 MiB, which is 3,600 tokens of GPT-2 small. It changes speed and memory, and results by no
    /// more than rounding: less than 1e-4 nats for each token with 32-bit floats, and with
    /// <see cref="ModelWeights.EightBitExact"/> and <see cref="ModelWeights.FourBitExact"/>. Graphs that compute with
    /// 16-bit floats round more, and <see cref="ModelWeights.EightBit"/> and <see cref="ModelWeights.FourBit"/> much
    /// more.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long PrefixCacheBytes
    {
        get;
        init => field = value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(PrefixCacheBytes), value, $"PrefixCacheBytes is {value}; it must be at least 0.");
    } = 256L << 20;

    /// <summary>What computes the passes. Default: <see cref="ExecutionProvider.Cpu"/>.</summary>
    public ExecutionProvider Provider
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(Provider), value, $"Provider is {value}, which is none of ExecutionProvider.");
    }

    /// <summary>
    /// What the provider is told, by the names that ONNX Runtime documents for it, such as <c>device_id</c>. Default:
    /// nothing. The processor takes none.
    /// </summary>
    public IReadOnlyDictionary<string, string> ProviderOptions
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(ProviderOptions));
    } = new Dictionary<string, string>();

    /// <summary>
    /// Whether threads that wait for work keep their core busy. Default: false: on two cores that other programs
    /// wanted too, true took 1.6 times the processor time for each token and twice the time.
    /// </summary>
    public bool Spinning { get; init; }

    /// <summary>
    /// Whether memory of a pass is kept for the next ones instead of given back to the system. Default: true. No
    /// difference in speed was measured; false gives memory back after a long text.
    /// </summary>
    public bool MemoryArena { get; init; } = true;

    /// <summary>Whether passes of the same shape take their memory in one piece. Default: true.</summary>
    public bool MemoryPattern { get; init; } = true;

    /// <summary>
    /// Whether weights are rearranged for the processor when the model is opened. Default: true. False opened a GPT-2
    /// small in 0.9 instead of 1.2 seconds of processor time and 834 instead of 1,044 MB at most, and took a fifth more
    /// for each token: for a program that reads one short text and ends.
    /// </summary>
    public bool Prepacking { get; init; } = true;

    /// <summary>
    /// Whether weights are moved to memory pages of 2 MiB, in the background, a second after the model was opened.
    /// Default: true. Tokens came 1.1 to 1.2 times as fast with 32-bit floats, 1.09 with 8-bit weights and 1.12 on the
    /// in-box model as its file has it; moving took 0.1 to 1 second for 500 MB. Changes nothing where the system has no
    /// such pages or gives them out by itself: Linux before 6.1, Windows, macOS.
    /// </summary>
    public bool LargePages { get; init; } = true;

    /// <summary>
    /// Whether the steps of callers on several threads are computed in one forward pass, and have a pass between the
    /// parts of another caller's long text. True, the default: on two processors, eight callers got 3 to 4 times as
    /// many tokens as with passes of their own on GPT-2 small, and twice as many on the in-box model; one caller got
    /// as many, or a twentieth less. It changes speed, and results by no more than rounding, as
    /// <see cref="PrefixCacheBytes"/> does.
    /// </summary>
    public bool CombinesCallers { get; init; } = true;
}

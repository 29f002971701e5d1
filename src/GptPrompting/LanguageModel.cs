using GptPrompting.Generation.Constraints;
using GptPrompting.Models;
using GptPrompting.Models.Folders;
using GptPrompting.Models.Layers;
using GptPrompting.Models.Packed;
using GptPrompting.Tokenization;

namespace GptPrompting;

/// <summary>A GPT with its tokenizer: text in, text or scores out. Any number of threads may use one at once.</summary>
/// <remarks>
/// <see cref="Dispose"/> is safe while other threads are in a call: it waits for their current forward pass, and their
/// next one throws <see cref="ObjectDisposedException"/>.
/// </remarks>
public sealed partial class LanguageModel : IDisposable
{
    private readonly ICausalModel _model;
    private readonly HashSet<int> _eosIds;
    private readonly int? _prefixId;

    // Columns that pad the logits, and holes in the vocabulary.
    private readonly int[] _idsWithoutToken;
    private readonly Lazy<TokenTrie> _trie;

    /// <summary>
    /// Joins a model with its tokenizer. <see cref="Load"/> does it for a folder; this is for a model of your own.
    /// </summary>
    /// <param name="id">The name by which results refer to the model.</param>
    /// <param name="model">The model; disposed with this object.</param>
    /// <param name="tokenizer">Gives ids below the model's vocabulary size.</param>
    /// <param name="eosIds">Tokens that end a text; none is fine.</param>
    public LanguageModel(string id, ICausalModel model, HuggingFaceTokenizer tokenizer, IEnumerable<int> eosIds)
        : this(id, model, tokenizer, eosIds, tokenizer?.BosId)
    {
    }

    private LanguageModel(
        string id, ICausalModel model, HuggingFaceTokenizer tokenizer, IEnumerable<int> eosIds, int? bosId)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentNullException.ThrowIfNull(eosIds);
        Id = id;
        Tokenizer = tokenizer;
        _model = model;
        _eosIds = [.. eosIds];
        _idsWithoutToken = [.. Enumerable.Range(0, model.VocabularySize)
            .Where(tokenId => !tokenizer.HasToken(tokenId) && !_eosIds.Contains(tokenId))];
        _trie = new Lazy<TokenTrie>(() => TokenTexts.TrieOf(tokenizer, model.VocabularySize));
        _prefixId = bosId ?? eosIds.Select(eos => (int?)eos).FirstOrDefault();
    }

    private AddedStates? AddedStates { get; init; }

    /// <summary>The model without the prefixes of earlier calls.</summary>
    private ICausalModel Uncached => _model is PrefixCachingModel caching ? caching.Inner : _model;

    /// <summary>The name of the model's folder, or what the constructor was given.</summary>
    public string Id { get; }

    /// <summary>The files it was opened from; null for a model of the caller's own.</summary>
    internal ModelFolder? Files { get; private init; }

    /// <summary>How it was opened; null for a model of the caller's own.</summary>
    internal LanguageModelOptions? Options { get; private init; }

    /// <summary>What the graph is like; null for a model of the caller's own.</summary>
    internal GraphLayout? Layout { get; private init; }

    /// <summary>The tokenizer of the model's folder.</summary>
    public HuggingFaceTokenizer Tokenizer { get; }

    /// <summary>The most tokens, prompt and output together, that the model can read.</summary>
    public int ContextLength => _model.ContextLength;

    /// <summary>Columns of the logits; token ids are below this.</summary>
    public int VocabularySize => _model.VocabularySize;

    /// <summary>
    /// Opens a folder with one or two ONNX graphs, <c>config.json</c> or <c>genai_config.json</c>, and
    /// a tokenizer (<see cref="HuggingFaceTokenizer.LoadFolder"/>), as Hugging Face Optimum, transformers.js and ONNX
    /// Runtime GenAI have it.
    /// </summary>
    /// <param name="folder">The folder; relative paths start at the current directory.</param>
    /// <param name="options">Which graph to take, threads; null is the default.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">A file that the model needs is not in it.</exception>
    /// <exception cref="ModelFormatException">
    /// A file is not what it should be, or two of them contradict each other.
    /// </exception>
    /// <exception cref="ArgumentException">Weights cannot be stored as the options ask.</exception>
    /// <exception cref="IOException">What is to be kept on disk cannot be written.</exception>
    public static LanguageModel Load(string folder, LanguageModelOptions? options = null)
    {
        options ??= new LanguageModelOptions();
        // Neither the runtime nor the tokenizer is needed until the graph is run.
        _ = Aside.Start(() => SessionSettings.RuntimeVersion);
        ModelFolder files = ModelFolder.Open(folder, options.ModelFile, options.Variant);
        Lazy<HuggingFaceTokenizer> reading = Aside.Start(() => HuggingFaceTokenizer.LoadFolder(files.Path));
        Rehearsal.Begin(reading, options);
        ModelConfig config = files.ReadConfig();
        if (config.IsMasked)
        {
            throw new ModelFormatException(files.ConfigFile!,
                "this model predicts hidden tokens from both sides; open it as a MaskedLanguageModel");
        }

        (ICausalModel onnx, GraphSource source, int contextLength) = OpenGraphs(files, config, options, reading);
        GraphLayout layout = (onnx as OnnxModel)?.Graph.Layout ?? ((PackedModel)onnx).Layout;
        ICausalModel model = WithLayers(onnx, options, layout.HasCache);
        try
        {
            HuggingFaceTokenizer tokenizer = reading.Value;
            VocabularyMatch.Check(tokenizer, model.VocabularySize, tokenizer.File);
            config.CheckTokenIds(model.VocabularySize);
            return new LanguageModel(
                Path.GetFileName(Path.TrimEndingDirectorySeparator(files.Path)), model, tokenizer,
                config.EosIds, tokenizer.BosId ?? config.BosId)
            {
                Files = files,
                Options = options,
                Layout = layout,
                AddedStates = new AddedStates(
                    () => OnnxModel.Load(FolderGraphs.WithHiddenStates(source, options.Weights), contextLength)),
            };
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>What stands between a model and its callers.</summary>
    internal static ICausalModel WithLayers(
        ICausalModel model, LanguageModelOptions options, bool hasCache = true) => new PrefixCachingModel(
            options.CombinesCallers ? new CombiningModel(model) : model, hasCache ? options.PrefixCacheBytes : 0);

    private static (ICausalModel Onnx, GraphSource Source, int ContextLength) OpenGraphs(
        ModelFolder files, ModelConfig config, LanguageModelOptions options, Lazy<HuggingFaceTokenizer> reading)
    {
        try
        {
            int contextLength = config.ContextLength ?? throw new ModelFormatException(
                files.ConfigFile ?? files.GenAi!.Path,
                "none of n_positions, max_position_embeddings, n_ctx, max_seq_len, seq_length gives the context "
                + "length");
            (ICausalModel onnx, GraphSource source) = FolderGraphs.Open(files, config, options, contextLength);
            return (onnx, source, contextLength);
        }
        catch
        {
            // Where the tokenizer is wrong too, it is named, whichever was found first.
            _ = reading.Value;
            throw;
        }
    }

    /// <summary>Frees the model. Waits for forward passes that run on other threads.</summary>
    public void Dispose()
    {
        _model.Dispose();
        AddedStates?.Dispose();
    }
}

using GptPrompting.Graphs;
using GptPrompting.Graphs.Format;
using GptPrompting.Graphs.Rewrites;
using GptPrompting.Models;
using GptPrompting.Models.Folders;
using GptPrompting.Models.Packed;

namespace GptPrompting;

/// <summary>Joins what a folder's files say with what its graphs are made of.</summary>
internal static class FolderGraphs
{
    /// <exception cref="ModelFormatException">
    /// A graph is no ONNX file or a damaged one, or its weights are missing, cut off, or outside the folder.
    /// </exception>
    /// <exception cref="ArgumentException">Weights cannot be stored as the options ask.</exception>
    /// <exception cref="IOException">What is to be kept on disk cannot be written.</exception>
    /// <param name="files">The folder's files.</param>
    /// <param name="config">What they say of the model.</param>
    /// <param name="options">Whether to rewrite graphs, and how to run them.</param>
    /// <param name="form">What attention is to be fused to.</param>
    public static GraphSource Source(
        ModelFolder files, ModelConfig config, LanguageModelOptions options,
        AttentionForm form = AttentionForm.Packed)
    {
        var source = new GraphSource
        {
            Files = files.Graphs,
            Config = config,
            Names = files.GenAi?.Names ?? new GraphNames(),
            IsGenAi = files.GenAi is not null,
            CountsSlots = config.Window is not null,
            Settings = Settings(options),
            Owner = typeof(LanguageModel),
        };
        if (form == AttentionForm.Packed
            && PreparedGraph.TryLoad(files.Graphs, config, source.Names, options) is RewrittenFile prepared)
        {
            var rewritten = new Dictionary<string, RewrittenFile> { [files.Graphs.First] = prepared };
            return source with { Rewritten = rewritten };
        }

        OnnxGraph[] graphs = [.. files.Graphs.All.Select(OnnxGraph.Open)];
        return source with
        {
            SumsMask = Array.Exists(graphs, SumsMask),
            Rewritten = Rewritten(files, graphs, Opening(graphs, source.Names, config, options, form)),
        };
    }

    /// <summary>What becomes of a folder's graphs.</summary>
    public static GraphOpening Opening(
        OnnxGraph[] graphs, GraphNames names, ModelConfig config, LanguageModelOptions options,
        AttentionForm form = AttentionForm.Packed) => new()
    {
        Options = options,
        Names = NamesOf(names),
        ContextLength = config.ContextLength,
        CanPack = form == AttentionForm.Packed && graphs is [OnnxGraph only] && CanPack(only, options),
    };

    /// <summary>Opens a folder's graphs.</summary>
    /// <returns>The model, and what it was opened from, without the graphs themselves.</returns>
    /// <inheritdoc cref="Source" path="/exception"/>
    public static (ICausalModel Model, GraphSource Source) Open(
        ModelFolder files, ModelConfig config, LanguageModelOptions options, int contextLength)
    {
        (ICausalModel model, GraphSource source) = OpenSource();
        if (options.Weights != ModelWeights.AsTheyAre)
        {
            // Storing weights otherwise leaves two to three times their size behind, of which nothing is needed again.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        return (model, source);

        (ICausalModel, GraphSource) OpenSource()
        {
            GraphSource whole = Source(files, config, options);
            return (Open(whole, contextLength), whole.WithoutGraphs());
        }
    }

    /// <summary>Opens what a source describes.</summary>
    /// <exception cref="ModelFormatException">ONNX Runtime cannot run it, or it contradicts the config.</exception>
    /// <exception cref="InsufficientMemoryException">There is not enough memory for the weights.</exception>
    public static ICausalModel Open(GraphSource source, int contextLength)
    {
        if (source.Packed is not null)
        {
            return PackedModel.Load(source, contextLength);
        }

        // Logits of wanted rows only leave memory for larger passes: 5 % faster few-shot scoring for 250 MB.
        long passBytes = OnnxModel.DefaultPassBytes * (source.Rewritten.Count > 0 ? 2 : 1);
        return OnnxModel.Load(source, contextLength, passBytes);
    }

    public static SessionSettings Settings(LanguageModelOptions options) => new()
    {
        Provider = options.Provider,
        ProviderOptions = options.ProviderOptions,
        Threads = options.Threads,
        Spinning = options.Spinning,
        MemoryArena = options.MemoryArena,
        MemoryPattern = options.MemoryPattern,
        Prepacking = options.Prepacking,
        LargePages = options.LargePages,
    };

    /// <summary>The graph that begins, so that it gives its last hidden state.</summary>
    /// <exception cref="ModelFormatException">It cannot be made to; the message says why.</exception>
    public static GraphSource WithHiddenStates(GraphSource source, ModelWeights weights)
    {
        string path = source.Files.First;
        try
        {
            RewrittenGraph graph = HiddenStateRewrite.Apply(
                OnnxGraph.Open(path), NamesOf(source.Names), WeightFormats.Of(weights));
            return source with
            {
                Files = new GraphFiles(path),
                Rewritten = new Dictionary<string, RewrittenFile> { [path] = new(graph.ToBytes(), graph.WeightFolder) },
            };
        }
        catch (RewriteRefusal e)
        {
            throw StateReader.Missing(path, $"hidden states, and they could not be added: {e.Message}");
        }
    }

    /// <summary>An encoder's graph with its weights as the options ask; null where they stay as they are.</summary>
    /// <exception cref="ArgumentException">Weights cannot be stored as the options ask.</exception>
    public static RewrittenFile? WithWeights(ModelFolder files, LanguageModelOptions options) =>
        options.Weights == ModelWeights.AsTheyAre
            ? null
            : Rewritten(files, [OnnxGraph.Open(files.Graphs.First)], new GraphOpening { Options = options })
                .GetValueOrDefault(files.Graphs.First);

    /// <summary>What a graph calls its inputs, for those who rewrite it.</summary>
    public static DecoderNames NamesOf(GraphNames names) => new()
    {
        TokenIds = names.TokenIds,
        Mask = names.Mask,
        Positions = names.Positions,
        Logits = names.Logits,
        RowCounts = [.. GraphNames.Fixed.Where(pair => pair.Value == InputRole.KeptRows).Select(pair => pair.Key)],
    };

    // Buffers that are written in place are the processor's, and states are read from batches.
    private static bool CanPack(OnnxGraph graph, LanguageModelOptions options) =>
        options.Provider == ExecutionProvider.Cpu
        && StateOutputs.Find(graph.Outputs.Select(output => output.Name)).IsEmpty;

    private static Dictionary<string, RewrittenFile> Rewritten(
        ModelFolder files, OnnxGraph[] graphs, GraphOpening opening)
    {
        RewriteCache? cache = opening.Options.RewriteCacheFolder is string folder
            ? new RewriteCache(Path.GetFullPath(Path.Combine(files.Path, folder)))
            : null;
        var rewritten = new Dictionary<string, RewrittenFile>();
        foreach (OnnxGraph graph in graphs.Where(opening.Changes))
        {
            RewrittenFile? file = cache is null ? FileOf(opening.Open(graph)) : cache.GetOrAdd(graph, opening);
            if (file is not null)
            {
                rewritten[graph.Path] = file;
            }
        }

        return rewritten;
    }

    private static RewrittenFile? FileOf(RewrittenGraph graph) => graph.IsChanged
        ? new RewrittenFile(graph.ToBytes(), graph.WeightFolder)
        {
            IsPacked = graph.IsPacked,
            Tables = KeptTables.Of(graph.Tables),
        }
        : null;

    private static bool SumsMask(OnnxGraph graph) => graph.OperatorCounts.ContainsKey("GroupQueryAttention");
}

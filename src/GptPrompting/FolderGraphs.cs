using GptPrompting.Graphs;
using GptPrompting.Models;

namespace GptPrompting;

/// <summary>Joins what a folder's files say with what its graphs are made of.</summary>
internal static class FolderGraphs
{
    // Rewriting takes a tenth of a second; a smaller graph does not win that back soon.
    private const long LargeBytes = 64L << 20;

    private static readonly Dictionary<string, RewrittenFile> NotRewritten = [];

    /// <exception cref="ModelFormatException">
    /// A graph is no ONNX file or a damaged one, or its weights are missing, cut off, or outside the folder.
    /// </exception>
    /// <param name="files">The folder's files.</param>
    /// <param name="config">What they say of the model.</param>
    /// <param name="options">Whether to rewrite graphs, and how to run them.</param>
    /// <param name="form">What attention is to be fused to.</param>
    public static GraphSource Source(
        ModelFolder files, ModelConfig config, LanguageModelOptions options,
        AttentionForm form = AttentionForm.Packed)
    {
        OnnxGraph[] graphs = [.. files.Graphs.All.Select(OnnxGraph.Open)];
        GraphNames names = files.GenAi?.Names ?? new GraphNames();
        RewrittenFile? packed = form == AttentionForm.Packed && graphs is [OnnxGraph only] && CanPack(only, options)
            ? Packed(only, names, config, options)
            : null;
        return new GraphSource
        {
            Files = files.Graphs,
            Config = config,
            Names = names,
            IsGenAi = files.GenAi is not null,
            CountsSlots = config.Window is not null,
            SumsMask = Array.Exists(graphs, SumsMask),
            Packed = packed,
            Rewritten = packed is null ? Rewritten(graphs, names, config, options) : NotRewritten,
            Settings = Settings(options),
            Owner = typeof(LanguageModel),
        };
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
    };

    /// <summary>The graph that begins, so that it gives its last hidden state.</summary>
    /// <exception cref="ModelFormatException">It cannot be made to; the message says why.</exception>
    public static GraphSource WithHiddenStates(GraphSource source)
    {
        string path = source.Files.First;
        try
        {
            RewrittenGraph graph = HiddenStateRewrite.Apply(OnnxGraph.Open(path), NamesOf(source.Names));
            return source with
            {
                Files = new GraphFiles(path),
                Packed = null,
                Rewritten = new Dictionary<string, RewrittenFile> { [path] = new(graph.ToBytes(), graph.WeightFolder) },
            };
        }
        catch (RewriteRefusal e)
        {
            throw StateReader.Missing(path, $"hidden states, and they could not be added: {e.Message}");
        }
    }

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

    private static RewrittenFile? Packed(
        OnnxGraph graph, GraphNames names, ModelConfig config, LanguageModelOptions options)
    {
        if (!IsRewritten(graph, options) || config.ContextLength is not int contextLength)
        {
            return null;
        }

        RewrittenGraph packed = GraphRewriter.Rewrite(graph, new RewriteOptions
        {
            ContextLength = contextLength,
            Names = NamesOf(names),
            Attention = AttentionForm.Packed,
        });
        return packed.Steps.Count > 1 && packed.Steps.All(step => step.IsApplied)
            ? new RewrittenFile(packed.ToBytes(), packed.WeightFolder)
            : null;
    }

    private static Dictionary<string, RewrittenFile> Rewritten(
        OnnxGraph[] graphs, GraphNames names, ModelConfig config, LanguageModelOptions options)
    {
        var rewritten = new Dictionary<string, RewrittenFile>();
        foreach (OnnxGraph graph in graphs)
        {
            if (!IsRewritten(graph, options) || config.ContextLength is not int contextLength)
            {
                continue;
            }

            RewrittenGraph better = GraphRewriter.Rewrite(
                graph, new RewriteOptions { ContextLength = contextLength, Names = NamesOf(names) });
            if (better.Steps.Any(step => step.IsApplied))
            {
                rewritten[graph.Path] = new RewrittenFile(better.ToBytes(), better.WeightFolder);
            }
        }

        return rewritten;
    }

    /// <summary>Whether a graph is rewritten as far as that fits it.</summary>
    public static bool IsRewritten(OnnxGraph graph, LanguageModelOptions options) =>
        options.Rewriting == GraphRewriting.Always
        || (options.Rewriting == GraphRewriting.WhenLarge && graph.WeightBytes >= LargeBytes);

    private static bool SumsMask(OnnxGraph graph) => graph.OperatorCounts.ContainsKey("GroupQueryAttention");
}

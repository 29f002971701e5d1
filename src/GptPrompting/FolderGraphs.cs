using GptPrompting.Graphs;
using GptPrompting.Models;

namespace GptPrompting;

/// <summary>Joins what a folder's files say with what its graphs are made of.</summary>
internal static class FolderGraphs
{
    // Rewriting takes a tenth of a second; a smaller graph does not win that back soon.
    private const long LargeBytes = 64L << 20;

    /// <exception cref="ModelFormatException">
    /// A graph is no ONNX file or a damaged one, or its weights are missing, cut off, or outside the folder.
    /// </exception>
    public static GraphSource Source(ModelFolder files, ModelConfig config, LanguageModelOptions options)
    {
        OnnxGraph[] graphs = [.. files.Graphs.All.Select(OnnxGraph.Open)];
        GraphNames names = files.GenAi?.Names ?? new GraphNames();
        return new GraphSource
        {
            Files = files.Graphs,
            Config = config,
            Names = names,
            IsGenAi = files.GenAi is not null,
            CountsSlots = config.Window is not null,
            SumsMask = Array.Exists(graphs, SumsMask),
            Rewritten = Rewritten(graphs, names, config, options),
            Settings = Settings(options),
            Owner = typeof(LanguageModel),
        };
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

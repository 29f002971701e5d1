using GptPrompting.Graphs;
using GptPrompting.Graphs.Format;
using GptPrompting.Models;
using GptPrompting.Models.Folders;
using GptPrompting.Tokenization;

namespace GptPrompting;

/// <summary>Gathers what the parts of a model know of it.</summary>
internal static class ModelDescriber
{
    public static ModelDescription Describe(string folder, LanguageModelOptions options)
    {
        using LanguageModel model = LanguageModel.Load(folder, options);
        ModelFolder files = ModelFolder.Open(folder, options.ModelFile, options.Variant);
        ModelConfig config = files.ReadConfig();
        GraphLayout layout = model.Layout!;
        CacheTensor? first = layout.Cache.Tensors.Count > 0 ? layout.Cache.Tensors[0] : null;
        OnnxGraph[] graphs = [.. files.Graphs.All.Select(OnnxGraph.Open)];
        GraphNames names = files.GenAi?.Names ?? new GraphNames();
        GraphPreparation preparation = PreparedGraph.Find(files.Graphs, config, names, options);
        GraphOpening opening = FolderGraphs.Opening(graphs, names, config,
            preparation == GraphPreparation.Taken ? options with { Rewriting = GraphRewriting.Always } : options);
        return new ModelDescription
        {
            Id = model.Id,
            Layout = NameOf(layout.Kind),
            Architecture = config.ModelType,
            LayerCount = layout.Cache.Tensors.Count / (layout.Cache.IsCombined ? 1 : 2),
            KeyValueHeadCount = first?.Heads ?? 0,
            HeadSize = first?.Size ?? 0,
            AttentionWindow = config.Window,
            Parameters = graphs[0].Parameters.OrderByDescending(pair => pair.Value)
                .ToDictionary(pair => pair.Key.ToString().ToLowerInvariant(), pair => pair.Value),
            ContextLength = model.ContextLength,
            VocabularySize = model.VocabularySize,
            Tokenizer = TokenizerKind.Read(model.Tokenizer.File),
            TokenCount = model.Tokenizer.TokenCount,
            CacheBytesPerToken = layout.Cache.BytesPerSlot,
            AllowsPaddedBatches = layout.AllowsGaps,
            FusedOperators = FusedOperators(graphs[0]),
            Files = Sizes(files, graphs, preparation),
            Provider = options.Provider,
            RuntimeVersion = SessionSettings.RuntimeVersion,
            Preparation = preparation,
            Rewrites = [.. graphs.SelectMany(graph => Rewrites(graph, opening))],
        };
    }

    private static string NameOf(LayoutKind kind) => kind switch
    {
        LayoutKind.Optimum => "optimum",
        LayoutKind.OptimumMerged => "optimum-merged",
        LayoutKind.OptimumSplit => "optimum-split",
        LayoutKind.GenAi => "genai",
        LayoutKind.Combined => "combined",
        LayoutKind.Plain => "plain",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This layout has no name."),
    };

    private static Dictionary<string, int> FusedOperators(OnnxGraph graph) => OnnxGraph.AllNodes(graph.Model.Graph)
        .Where(node => node.Domain is not ("" or "ai.onnx"))
        .GroupBy(node => node.OpType).OrderBy(nodes => nodes.Key, StringComparer.Ordinal)
        .ToDictionary(nodes => nodes.Key, nodes => nodes.Count());

    private static Dictionary<string, long> Sizes(
        ModelFolder files, OnnxGraph[] graphs, GraphPreparation preparation)
    {
        string?[] others =
        [
            preparation == GraphPreparation.Taken ? PreparedGraph.PathOf(files.Graphs.First) : null,
            files.ConfigFile, files.Find("generation_config.json"), files.GenAi?.Path, files.Find("tokenizer.json"),
            files.Find("tokenizer_config.json"), files.Find("tokenizer.model"), files.Find("vocab.json"),
            files.Find("merges.txt"), files.Find("vocab.txt"),
        ];
        return graphs.SelectMany(graph => graph.ExternalFiles.Prepend(graph.Path)).Concat(others.OfType<string>())
            .Distinct().ToDictionary(
                path => Path.GetRelativePath(files.Path, path), path => new FileInfo(path).Length);
    }

    private static IEnumerable<ModelRewrite> Rewrites(OnnxGraph graph, GraphOpening opening)
    {
        HashSet<string> applied = [.. AppliedSteps(graph, opening).Select(step => step.Name)];
        LanguageModelOptions always = opening.Options with { Rewriting = GraphRewriting.Always };
        return (opening with { Options = always }).Open(graph).Steps.Select(step =>
            new ModelRewrite(step.Name, Path.GetFileName(graph.Path), step.NotAppliedBecause)
            {
                IsApplied = applied.Contains(step.Name),
                IsInFile = step.IsThere,
            });
    }

    private static IEnumerable<RewriteStep> AppliedSteps(OnnxGraph graph, GraphOpening opening) =>
        opening.Open(graph).Steps.Where(step => step.IsApplied);
}

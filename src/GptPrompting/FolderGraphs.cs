using GptPrompting.Graphs;
using GptPrompting.Models;

namespace GptPrompting;

/// <summary>Joins what a folder's files say with what its graphs are made of.</summary>
internal static class FolderGraphs
{
    /// <exception cref="ModelFormatException">
    /// A graph is no ONNX file or a damaged one, or its weights are missing, cut off, or outside the folder.
    /// </exception>
    public static GraphSource Source(ModelFolder files, ModelConfig config, LanguageModelOptions options) => new()
    {
        Files = files.Graphs,
        Config = config,
        Names = files.GenAi?.Names ?? new GraphNames(),
        IsGenAi = files.GenAi is not null,
        CountsSlots = config.Window is not null || files.Graphs.All.Select(OnnxGraph.Open).ToArray().Any(CountsSlots),
        Settings = new SessionSettings { Threads = options.Threads },
        Owner = typeof(LanguageModel),
    };

    private static bool CountsSlots(OnnxGraph graph) => graph.OperatorCounts.ContainsKey("GroupQueryAttention");
}

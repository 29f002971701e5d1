using GptPrompting.Graphs;
using GptPrompting.Graphs.Format;
using GptPrompting.Models;
using GptPrompting.Models.Folders;

namespace GptPrompting;

/// <summary>
/// What opening makes of a small graph when asked to, made ahead and kept beside it: <c>model.prepared</c> beside
/// <c>model.onnx</c>. Opening then looks at neither the graph nor what could be made of it; weights stay in the graph's
/// file.
/// </summary>
internal static class PreparedGraph
{
    private const string Extension = ".prepared";

    // The file is read whole to see that it is the one that was prepared; a large one is rewritten in that time.
    private const long MostBytes = GraphOpening.LargeBytes;

    private const string Instead = "Opening rewrites it each time; RewriteCacheFolder keeps what that makes.";

    /// <summary>Where what is made of a graph lies.</summary>
    public static string PathOf(string graph) => Path.ChangeExtension(graph, Extension);

    /// <summary>Whether opening with these options would take what lies beside the graph.</summary>
    public static GraphPreparation Find(
        GraphFiles graphs, ModelConfig config, GraphNames names, LanguageModelOptions options) =>
        TryLoad(graphs, config, names, options) is not null ? GraphPreparation.Taken
        : IsFor(options) && File.Exists(PathOf(graphs.First)) ? GraphPreparation.Outdated
        : GraphPreparation.None;

    /// <returns>
    /// Null where there is no such file, the options ask for something else, or it was made of another graph.
    /// </returns>
    public static RewrittenFile? TryLoad(
        GraphFiles graphs, ModelConfig config, GraphNames names, LanguageModelOptions options)
    {
        string path = PathOf(graphs.First);
        if (!IsFor(options) || graphs.Next is not null || !File.Exists(path))
        {
            return null;
        }

        try
        {
            return new FileInfo(OnnxGraph.Real(graphs.First)) is { Length: > 0 and < MostBytes }
                && KeptRewrite.TryLoad(
                    path, Key(graphs.First, config, names), graphs.First, hasReads: false) is { IsPacked: true } file
                && file.Tables.All(table => LiesIn(graphs.First, table) || LiesIn(path, table))
                ? file
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException
            or ArgumentException or FormatException or OverflowException)
        {
            // Opening goes on with the graph's own file, which is looked at then.
            return null;
        }
    }

    /// <summary>Writes what is made of a folder's graph beside it, in the place of what was there.</summary>
    /// <returns>The file.</returns>
    /// <exception cref="ArgumentException">The graph cannot be prepared; the message says why.</exception>
    /// <exception cref="ModelFormatException">A file is not what it should be.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static string Write(ModelFolder files)
    {
        ModelConfig config = files.ReadConfig();
        GraphNames names = files.GenAi?.Names ?? new GraphNames();
        if (files.Graphs.Next is not null)
        {
            throw Refused(files, "it is one of two of its folder");
        }

        RewrittenGraph graph = Rewritten(files, config, names);
        string path = PathOf(files.Graphs.First);
        string temporary = $"{path}.{Path.GetRandomFileName()}.part";
        try
        {
            KeptRewrite.Write(temporary, path, Key(files.Graphs.First, config, names), graph, reads: []);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }

        return path;
    }

    private static bool IsFor(LanguageModelOptions options) => options.Rewriting != GraphRewriting.Never
        && options.Weights == ModelWeights.AsTheyAre && options.Provider == ExecutionProvider.Cpu;

    // It may come from anywhere, with the model: it names no other files. Of weights ONNX Runtime sees to that.
    private static bool LiesIn(string path, RowTable table) => table.Path == Path.GetFullPath(path)
        && table is { Offset: >= 0, Rows: > 0, RowBytes: > 0 }
        && table.Rows <= (new FileInfo(OnnxGraph.Real(path)).Length - table.Offset) / table.RowBytes;

    private static RewrittenGraph Rewritten(ModelFolder files, ModelConfig config, GraphNames names)
    {
        var graph = OnnxGraph.Open(files.Graphs.First);
        if (graph.ExternalFiles is [string other, ..])
        {
            throw Refused(files, $"its weights are in another file, {Path.GetFileName(other)}. {Instead}");
        }

        if (new FileInfo(OnnxGraph.Real(graph.Path)).Length is var bytes and >= MostBytes)
        {
            throw Refused(files, $"it has {bytes / 1e6:N1} MB, and only graphs below {MostBytes / 1e6:N1} MB are. "
                + Instead);
        }

        var always = new LanguageModelOptions { Rewriting = GraphRewriting.Always };
        RewrittenGraph rewritten = FolderGraphs.Opening([graph], names, config, always).Open(graph);
        return rewritten.IsPacked ? rewritten : throw Refused(files, string.Join("; ", rewritten.Steps
            .Where(step => step.NotAppliedBecause is not null)
            .Select(step => $"{step.Name} does not fit, because {step.NotAppliedBecause}")
            .DefaultIfEmpty("it gives attention or hidden states, which are read from graphs as they are")));
    }

    private static ArgumentException Refused(ModelFolder files, string why) =>
        new($"{files.Graphs.First} cannot be prepared: {why}");

    private static RewriteKey Key(string graph, ModelConfig config, GraphNames names) =>
        RewriteKey.OfFile(graph, config.ContextLength, FolderGraphs.NamesOf(names));
}

using GptPrompting.Graphs;
using GptPrompting.Graphs.Format;
using GptPrompting.Models;
using GptPrompting.Models.Folders;

namespace GptPrompting;

/// <summary>Writes a model folder that computes the same faster, or nearly the same with smaller weights.</summary>
/// <remarks>
/// The graph is rewritten where that is proved to fit: logits of wanted tokens only, matrix products without reshaping,
/// embeddings stored once, weights as asked. Attention is put into one operator when the result is opened, whatever its
/// size. It is for <see cref="LanguageModel"/>; other programs do not feed its additional input.
/// </remarks>
public static class ModelOptimizer
{
    // What belongs to a model beside its graph: configs, tokenizer, notes.
    private static readonly string[] Copied = [".json", ".txt", ".model", ".jinja", ".md", ""];

    /// <param name="folder">A folder that <see cref="LanguageModel.Load"/> opens.</param>
    /// <param name="outputFolder">Where to; it must not exist, or be empty.</param>
    /// <param name="weights">How to store weights.</param>
    /// <param name="cancellationToken">Ends the work between two steps; nothing is left behind.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">A file that the model needs is not in it.</exception>
    /// <exception cref="IOException">The output folder has files, or cannot be written.</exception>
    /// <exception cref="ModelFormatException">A file is not what it should be.</exception>
    /// <exception cref="ArgumentException">No rewrite fits the graph, or its weights cannot be stored so.</exception>
    public static OptimizedModel Optimize(
        string folder,
        string outputFolder,
        ModelWeights weights = ModelWeights.AsTheyAre,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(outputFolder);
        ModelFolder files = ModelFolder.Open(folder, modelFile: null);
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(outputFolder));
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
        {
            throw new IOException($"{outputFolder} exists already; nothing is overwritten.");
        }

        string temporary = target + ".part";
        Directory.CreateDirectory(temporary);
        try
        {
            OptimizedModel result = Write(files, temporary, weights, cancellationToken);
            CopyOthers(files.Path, temporary);
            cancellationToken.ThrowIfCancellationRequested();
            if (Directory.Exists(target))
            {
                Directory.Delete(target);
            }

            Directory.Move(temporary, target);
            return result;
        }
        finally
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }
    }

    /// <summary>
    /// Makes ahead what <see cref="GraphRewriting.Always"/> makes of a small graph at every opening, and writes it
    /// beside the graph, as <c>model.prepared</c> beside <c>model.onnx</c>. Opening the folder then takes it, unless
    /// the options ask for something else. The graph's own file stays as it is, and other programs read it as before.
    /// </summary>
    /// <remarks>
    /// It is left aside where the graph's file has changed since, or was made by a version of this library that made
    /// something else of it; <see cref="ModelDescription.Preparation"/> tells. Weights stay in the graph's file, but
    /// where rewriting computes some: then what is written has all of them.
    /// </remarks>
    /// <param name="folder">A folder that <see cref="LanguageModel.Load"/> opens.</param>
    /// <param name="modelFile">See <see cref="LanguageModelOptions.ModelFile"/>.</param>
    /// <param name="variant">See <see cref="LanguageModelOptions.Variant"/>.</param>
    /// <returns>The file that was written.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">A file that the model needs is not in it.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    /// <exception cref="ModelFormatException">A file is not what it should be.</exception>
    /// <exception cref="ArgumentException">
    /// The graph has 64 MiB or more, or its weights are in other files, or it is one of two, or attention does not fit.
    /// </exception>
    public static string Prepare(string folder, string? modelFile = null, string? variant = null) =>
        PreparedGraph.Write(ModelFolder.Open(folder, modelFile, variant));

    private static OptimizedModel Write(
        ModelFolder files, string target, ModelWeights weights, CancellationToken cancellationToken)
    {
        var rewrites = new List<ModelRewrite>();
        OnnxGraph[] graphs = [.. files.Graphs.All.Select(OnnxGraph.Open)];
        foreach (OnnxGraph graph in graphs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RewriteOptions options = Options(files, weights);
            RewrittenGraph rewritten = GraphRewriter.Rewrite(graph, options);
            RequireWorth(rewritten.Steps, graph.Path, weights);
            string path = Path.Combine(target, Path.GetRelativePath(files.Path, graph.Path));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            rewritten.WriteTo(path);
            RewriteStep[] onOpening = [.. OnOpening(OnnxGraph.Open(path), canPack: graphs.Length == 1, options)];
            rewrites.AddRange(Described(graph, rewritten.Steps, onOpening));
        }

        return new OptimizedModel
        {
            Rewrites = rewrites,
            BytesBefore = graphs.SelectMany(graph => graph.ExternalFiles.Prepend(graph.Path)).Distinct()
                .Sum(path => new FileInfo(path).Length),
            BytesAfter = Directory.EnumerateFiles(target, "*", SearchOption.AllDirectories)
                .Sum(path => new FileInfo(path).Length),
        };
    }

    private static RewriteOptions Options(ModelFolder files, ModelWeights weights)
    {
        int contextLength = files.ReadConfig().ContextLength ?? throw new ModelFormatException(
            files.ConfigFile ?? files.GenAi!.Path, "nothing gives the context length");
        return new RewriteOptions
        {
            ContextLength = contextLength,
            Names = FolderGraphs.NamesOf(files.GenAi?.Names ?? new GraphNames()),
            // Opening a folder fuses it, to the form that fits best what it is opened for.
            Attention = AttentionForm.AsItIs,
            SharedEmbedding = true,
            Weights = WeightFormats.Of(weights),
        };
    }

    /// <summary>What opening the folder will do to a graph as it is written.</summary>
    private static IEnumerable<RewriteStep> OnOpening(OnnxGraph written, bool canPack, RewriteOptions options)
    {
        var opening = new GraphOpening
        {
            Options = new LanguageModelOptions { Rewriting = GraphRewriting.Always },
            Names = options.Names,
            ContextLength = options.ContextLength,
            CanPack = canPack,
        };
        return opening.Open(written).Steps.Where(
            step => step.Name is GraphRewriter.AttentionStep or GraphRewriter.RowsStep);
    }

    private static IEnumerable<ModelRewrite> Described(
        OnnxGraph graph, IReadOnlyList<RewriteStep> written, RewriteStep[] onOpening)
    {
        IEnumerable<(RewriteStep Step, bool IsWritten)> steps = written.Take(2).Select(step => (step, true))
            .Concat(onOpening.Take(1).Select(step => (step, false)))
            .Concat(written.Skip(2).Select(step => (step, true)))
            .Concat(onOpening.Skip(1).Select(step => (step, false)));
        return steps.Select(each =>
            new ModelRewrite(each.Step.Name, Path.GetFileName(graph.Path), each.Step.NotAppliedBecause)
            {
                IsApplied = each.Step.IsApplied && !each.IsWritten,
                IsInFile = each.Step.Holds && each.IsWritten,
            });
    }

    private static void RequireWorth(IReadOnlyList<RewriteStep> steps, string path, ModelWeights weights)
    {
        if (weights != ModelWeights.AsTheyAre && steps[^1].NotAppliedBecause is string obstacle)
        {
            throw new ArgumentException(
                $"The weights of {path} cannot be stored as {weights}: {obstacle}.", nameof(weights));
        }

        if (!steps.Any(step => step.IsApplied))
        {
            string reasons = string.Join("; ", steps.Select(step =>
                $"{step.Name}, because {step.NotAppliedBecause ?? "the file has it already"}"));
            throw new ArgumentException(
                $"Nothing is to be written better than {path} has it: {reasons}.", nameof(weights));
        }
    }

    private static void CopyOthers(string folder, string target)
    {
        foreach (string file in Directory.EnumerateFiles(folder)
            .Where(file => Copied.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }
    }
}

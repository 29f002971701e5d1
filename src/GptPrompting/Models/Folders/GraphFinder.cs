namespace GptPrompting.Models.Folders;

/// <summary>
/// Chooses among the graphs of a folder and of its subfolder <c>onnx</c>. A variant is what stands behind the name:
/// <c>model_q4.onnx</c> is the variant q4. Of the names that exporters give, one graph goes before two, and the one of
/// today before the older ones.
/// </summary>
internal static class GraphFinder
{
    // transformers.js calls these variants by the type of their weights.
    private static readonly Dictionary<string, string> Suffixes = new() { ["fp32"] = "", ["q8"] = "_quantized" };

    private static readonly string[][] Names =
        [["model"], ["decoder_model_merged"], ["decoder_model", "decoder_with_past_model"]];

    /// <param name="folder">Full path.</param>
    /// <param name="file">The graph's name, relative to the folder; null chooses.</param>
    /// <param name="variant">The variant; null is the one without suffix.</param>
    /// <exception cref="FileNotFoundException">There is no such graph, or several and none goes before.</exception>
    public static GraphFiles Find(string folder, string? file, string? variant)
    {
        if (file is not null)
        {
            string path = Path.GetFullPath(Path.Combine(folder, file));
            return File.Exists(path)
                ? new GraphFiles(path, Partner(path))
                : throw new FileNotFoundException($"There is no {file} in {folder}.", path);
        }

        string suffix = variant is null ? "" : Suffixes.GetValueOrDefault(variant) ?? $"_{variant}";
        string[] places = [folder, Path.Combine(folder, "onnx")];
        GraphFiles? known = places.SelectMany(place => Names.Select(names => Pair(place, names, suffix)))
            .FirstOrDefault(files => files is not null);
        return known ?? Only(folder, places, variant);
    }

    private static GraphFiles? Pair(string place, string[] names, string suffix)
    {
        string[] paths = [.. names.Select(name => Path.Combine(place, $"{name}{suffix}.onnx"))];
        return paths.All(File.Exists) ? new GraphFiles(paths[0], paths.ElementAtOrDefault(1)) : null;
    }

    // Who names the graph that begins means the model, not half of it.
    private static string? Partner(string path)
    {
        string name = Path.GetFileName(path);
        string partner = Path.Combine(Path.GetDirectoryName(path)!, name.Replace(
            "decoder_model", "decoder_with_past_model", StringComparison.Ordinal));
        bool begins = name.StartsWith("decoder_model", StringComparison.Ordinal)
            && !name.StartsWith("decoder_model_merged", StringComparison.Ordinal);
        return begins && File.Exists(partner) ? partner : null;
    }

    private static GraphFiles Only(string folder, string[] places, string? variant)
    {
        string[] graphs =
            [.. places.Where(Directory.Exists).SelectMany(place => Directory.EnumerateFiles(place, "*.onnx"))];
        string listed = string.Join(", ", graphs.Select(graph => Path.GetRelativePath(folder, graph)).Order());
        if (variant is not null)
        {
            throw new FileNotFoundException($"{folder} has no graph of the variant {variant}; it has "
                + (graphs.Length == 0 ? "no .onnx file at all." : $"{listed}."));
        }

        return graphs switch
        {
            [string only] => new GraphFiles(only),
            [] => throw new FileNotFoundException($"There is no .onnx file in {folder} or in its subfolder onnx."),
            _ => throw new FileNotFoundException($"{folder} has {graphs.Length} .onnx files and none is model.onnx; "
                + $"name one of them: {listed}."),
        };
    }
}

namespace GptPrompting.Models;

/// <summary>The files of a model folder, found by the names that exporters give them.</summary>
internal sealed record ModelFolder(string Path, string GraphFile, string ConfigFile)
{
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">The graph or <c>config.json</c> is not in it.</exception>
    public static ModelFolder Open(string folder, string? modelFile)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        string path = System.IO.Path.GetFullPath(folder);
        if (!Directory.Exists(path))
        {
            throw new DirectoryNotFoundException(File.Exists(path)
                ? $"{folder} is a file; give the folder that holds the model."
                : $"There is no model folder {folder}.");
        }

        return new ModelFolder(path, FindGraph(path, modelFile), Require(path, "config.json"));
    }

    /// <summary>The path of a file in the folder, which must exist.</summary>
    public string Require(string name) => Require(Path, name);

    /// <summary>The path of a file in the folder, or null where it does not exist.</summary>
    public string? Find(string name) => File.Exists(System.IO.Path.Combine(Path, name))
        ? System.IO.Path.Combine(Path, name)
        : null;

    private static string FindGraph(string folder, string? modelFile)
    {
        if (modelFile is not null)
        {
            return Require(folder, modelFile);
        }

        string[] places = [folder, System.IO.Path.Combine(folder, "onnx")];
        string[] graphs =
            [.. places.Where(Directory.Exists).SelectMany(place => Directory.EnumerateFiles(place, "*.onnx"))];
        string? plain = graphs.FirstOrDefault(graph => System.IO.Path.GetFileName(graph) == "model.onnx");
        return plain ?? graphs switch
        {
            [string only] => only,
            [] => throw new FileNotFoundException($"There is no .onnx file in {folder}."),
            _ => throw new FileNotFoundException(
                $"{folder} has {graphs.Length} .onnx files and none is model.onnx; name one of them: "
                + string.Join(", ", graphs.Select(graph => System.IO.Path.GetRelativePath(folder, graph)).Order())
                + "."),
        };
    }

    private static string Require(string folder, string name)
    {
        string path = System.IO.Path.Combine(folder, name);
        return File.Exists(path) ? path : throw new FileNotFoundException($"There is no {name} in {folder}.", path);
    }
}

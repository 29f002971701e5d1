using System.Security.Cryptography;
using System.Text;
using GptPrompting.Models.Folders;

namespace GptPrompting.Evaluation.Models;

/// <summary>One digest of all files of a model folder that can decide its numbers.</summary>
internal static class ModelDigest
{
    /// <summary>
    /// SHA-256 over names and contents of the files beside the graph and in the folder, without other graphs and what
    /// is named after them; lower-case hex.
    /// </summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static string Of(ModelFolder files)
    {
        string[] graphs = [.. files.Graphs.All.Select(Path.GetFullPath)];
        string[] folders = [files.Path, .. graphs.Select(graph => Path.GetDirectoryName(graph)!)];
        string[] all = [.. folders.Distinct(StringComparer.Ordinal).SelectMany(Directory.EnumerateFiles)];
        string[] others = [.. all.Where(file => file.EndsWith(".onnx", StringComparison.Ordinal)).Except(graphs)];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in all.Where(file => !IsOf(others, file)).Order(StringComparer.Ordinal))
        {
            string name = Path.GetRelativePath(files.Path, file).Replace('\\', '/');
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n"));
            using FileStream stream = File.OpenRead(file);
            hash.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // External weights are called after their graph: model_fp16.onnx_data, model_fp16.onnx.data.
    private static bool IsOf(string[] graphs, string file) =>
        Array.Exists(graphs, graph => file.StartsWith(graph, StringComparison.Ordinal));
}

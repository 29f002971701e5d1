using System.IO.Compression;
using System.Text.Json;

namespace GptPrompting.Tokenization;

/// <summary>Files that tests/Oracle has written, and the shared data beside the repository.</summary>
internal static class ExpectedFile
{
    public static IEnumerable<JsonElement> ReadLines(string name)
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Expected", name));
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            yield return document.RootElement.Clone();
        }
    }

    public static int[] Ids(this JsonElement ids) => [.. ids.EnumerateArray().Select(id => id.GetInt32())];

    /// <summary>A file of the shared folder beside the repository; skips the test where there is none.</summary>
    public static string Shared(string relativePath)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", relativePath);
            if (Path.Exists(path))
            {
                return path;
            }
        }

        throw new SkipException($"There is no shared/{relativePath} beside the repository.");
    }
}

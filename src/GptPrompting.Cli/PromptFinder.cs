using GptPrompting.Prompts;

namespace GptPrompting.Cli;

/// <summary>Finds prompts by name in the box, and those of a user by path.</summary>
internal static class PromptFinder
{
    private const string PromptFile = "prompt.yaml";
    private const string PromptyPattern = "*.prompty";

    /// <param name="prompt">A prompt folder or file, or the name of one in the library; a folder goes first.</param>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static Prompt Load(string prompt)
    {
        if (IsPrompt(prompt))
        {
            return Prompt.Load(prompt);
        }

        string[] names = [.. In(PromptLibrary.Folder).Select(each => each.Name)];
        return names.Contains(prompt)
            ? Prompt.Load(Path.Combine(PromptLibrary.Folder, prompt))
            : throw new ArgumentException(
                $"'{prompt}' is neither a folder with a {PromptFile} nor a prompt in the box: "
                + $"{string.Join(", ", names)}.");
    }

    /// <summary>One prompt or all in a folder, in the order of their names; null for those in the box.</summary>
    /// <param name="path">
    /// A prompt folder or file, a folder that holds some, or a name in the library; a folder goes first.
    /// </param>
    /// <exception cref="ArgumentException">It is none of them, or a folder that holds no prompt.</exception>
    public static IReadOnlyList<(string Name, string Path)> Find(string? path)
    {
        if (path is null)
        {
            return In(PromptLibrary.Folder);
        }

        if (IsPrompt(path))
        {
            return [(NameOf(path), path)];
        }

        string inBox = Path.Combine(PromptLibrary.Folder, path);
        string folder = Directory.Exists(path) ? path : inBox;
        return folder == inBox && IsPrompt(inBox) ? [(path, inBox)]
            : path.Length > 0 && Directory.Exists(folder) && In(folder) is { Count: > 0 } found ? found
            : throw new ArgumentException($"'{path}' is no prompt, and no folder that holds one.");
    }

    private static bool IsPrompt(string path) => path.Length > 0
        && (File.Exists(Path.Combine(path, PromptFile)) || IsPromptyFile(path) || PromptyIn(path) == 1);

    private static bool IsPromptyFile(string path) =>
        path.EndsWith(".prompty", StringComparison.OrdinalIgnoreCase) && File.Exists(path);

    private static int PromptyIn(string path) =>
        Directory.Exists(path) ? Directory.GetFiles(path, PromptyPattern).Length : 0;

    private static List<(string Name, string Path)> In(string folder)
    {
        IEnumerable<string> folders = Directory
            .EnumerateFiles(folder, PromptFile, SearchOption.AllDirectories)
            .Select(file => Path.GetDirectoryName(file)!);
        IEnumerable<string> files = Directory.EnumerateFiles(folder, PromptyPattern, SearchOption.AllDirectories);
        return [.. folders.Concat(files)
            .Select(path => (Name: Path.GetRelativePath(folder, path).Replace('\\', '/'), Path: path))
            .OrderBy(each => each.Name, StringComparer.Ordinal)];
    }

    /// <summary>Of a prompt by itself: its folder and the one above, as a library would have it.</summary>
    private static string NameOf(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return $"{Path.GetFileName(Path.GetDirectoryName(full))}/{Path.GetFileName(full)}";
    }
}

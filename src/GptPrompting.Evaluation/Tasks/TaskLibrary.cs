using System.Diagnostics.CodeAnalysis;

namespace GptPrompting.Evaluation.Tasks;

/// <summary>
/// Where the tasks in the box lie: files that are copied beside every program that references this package.
/// </summary>
public static class TaskLibrary
{
    private const string Extension = ".yaml";

    /// <summary>The tasks' folder as an absolute path.</summary>
    /// <exception cref="DirectoryNotFoundException">The files are not beside the program.</exception>
    public static string Folder => FindFolder([AppContext.BaseDirectory, AssemblyFolder]);

    /// <summary>The tasks' names, in their order.</summary>
    /// <exception cref="DirectoryNotFoundException">The files are not beside the program.</exception>
    public static IReadOnlyList<string> Names =>
        [.. Directory.EnumerateFiles(Folder, "*" + Extension).Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal)];

    [UnconditionalSuppressMessage(
        "SingleFile", "IL3000", Justification = "An empty location is left out of the search.")]
    private static string AssemblyFolder => Path.GetDirectoryName(typeof(TaskLibrary).Assembly.Location) ?? "";

    /// <summary>The file of a task in the box.</summary>
    /// <param name="name">Its name, such as <c>lambada_openai</c>.</param>
    /// <returns>A path for <see cref="TaskFile.Load"/>.</returns>
    /// <exception cref="ArgumentException">There is no such task; the message names those there are.</exception>
    /// <exception cref="DirectoryNotFoundException">The files are not beside the program.</exception>
    public static string Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Names.Contains(name)
            ? Path.Combine(Folder, name + Extension)
            : throw new ArgumentException(
                $"There is no task '{name}' in the box; there are {string.Join(", ", Names)}.", nameof(name));
    }

    // The program's folder comes first; a plugin host loads this assembly from a folder of its own.
    internal static string FindFolder(IEnumerable<string> folders)
    {
        string[] searched = [.. folders.Where(folder => folder.Length > 0)
            .Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))
            .Distinct(StringComparer.Ordinal)];
        return searched.Select(folder => Path.Combine(folder, "tasks")).FirstOrDefault(Directory.Exists)
            ?? throw new DirectoryNotFoundException(
                $"The folder 'tasks' is not in {string.Join(" nor in ", searched)}. Building and publishing copy it "
                + "beside the program; a program that is moved, even a single file, needs it too.");
    }
}

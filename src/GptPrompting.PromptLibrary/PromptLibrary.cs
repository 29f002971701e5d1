using System.Diagnostics.CodeAnalysis;

namespace GptPrompting;

/// <summary>
/// Where the prompts in the box lie: folders whose files are copied beside every program that references this package.
/// </summary>
public static class PromptLibrary
{
    /// <summary>
    /// The library's folder as an absolute path; in it lies a folder for each kind of task, and in that one for each
    /// prompt.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">The files are not beside the program.</exception>
    public static string Folder => Find([AppContext.BaseDirectory, AssemblyFolder]);

    [UnconditionalSuppressMessage(
        "SingleFile", "IL3000", Justification = "An empty location is left out of the search.")]
    private static string AssemblyFolder => Path.GetDirectoryName(typeof(PromptLibrary).Assembly.Location) ?? "";

    // The program's folder comes first; a plugin host loads this assembly from a folder of its own.
    internal static string Find(IEnumerable<string> folders)
    {
        string[] searched = [.. folders.Where(folder => folder.Length > 0)
            .Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))
            .Distinct(StringComparer.Ordinal)];
        return searched.Select(folder => Path.Combine(folder, "prompts")).FirstOrDefault(Directory.Exists)
            ?? throw new DirectoryNotFoundException(
                $"The folder 'prompts' is not in {string.Join(" nor in ", searched)}. Building and publishing copy it "
                + "beside the program; a program that is moved, even a single file, needs it too.");
    }
}

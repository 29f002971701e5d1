using System.Diagnostics.CodeAnalysis;

namespace GptPrompting;

/// <summary>
/// Where the in-box model lies: a small trained GPT whose files are copied beside every program that references this
/// package.
/// </summary>
/// <remarks>
/// What it can do, what it cannot, and the sources to name with it are in <c>ATTRIBUTION.md</c> in <see
/// cref="Folder"/>.
/// </remarks>
public static class TinyGpt
{
    /// <summary>The model's folder as an absolute path, ready for <c>LanguageModel.Load</c>.</summary>
    /// <exception cref="DirectoryNotFoundException">The files are not beside the program.</exception>
    public static string Folder => Find("tiny-gpt", Candidates);

    /// <summary>
    /// The folder of held-out samples as an absolute path; <c>icl.jsonl</c> in it holds one JSON object per line, with
    /// <c>task</c>, <c>description</c>, eight <c>shots</c> of <c>input</c> and <c>output</c>, and the <c>input</c> and
    /// <c>target</c> to measure. The other files hold <c>variables</c> of prompts in the library instead of an input.
    /// The model was not trained on them.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">The files are not beside the program.</exception>
    public static string HeldOutFolder => Find("heldout", Candidates);

    // The program's folder comes first; a plugin host loads this assembly from a folder of its own.
    private static IEnumerable<string> Candidates => [AppContext.BaseDirectory, AssemblyFolder];

    [UnconditionalSuppressMessage(
        "SingleFile", "IL3000", Justification = "An empty location is left out of the search.")]
    private static string AssemblyFolder => Path.GetDirectoryName(typeof(TinyGpt).Assembly.Location) ?? "";

    internal static string Find(string name, IEnumerable<string> folders)
    {
        string[] searched = [.. folders.Where(folder => folder.Length > 0)
            .Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))
            .Distinct(StringComparer.Ordinal)];
        return searched.Select(folder => Path.Combine(folder, name)).FirstOrDefault(Directory.Exists)
            ?? throw new DirectoryNotFoundException(
                $"The folder '{name}' of the in-box model is not in {string.Join(" nor in ", searched)}. Building and "
                + "publishing copy it beside the program; a program that is moved, even a single file, needs it too.");
    }
}

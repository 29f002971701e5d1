namespace GptPrompting.Prompts;

/// <summary>A folder of prompts, as a plugin or a library of plugins has them.</summary>
public static class PromptFolder
{
    /// <summary>
    /// Reads the prompts of a folder: those of its subfolders with a <c>prompt.yaml</c>, and those one folder deeper.
    /// </summary>
    /// <param name="folder">Subfolders without a prompt are left out.</param>
    /// <returns>
    /// One prompt or more in the order of their paths, those of the folder itself first, each with a name that tells it
    /// apart: its own, and for those one folder deeper that folder's and an underscore before it, with <c>_</c> for
    /// <c>-</c>, as in <c>classify_sentiment</c>.
    /// </returns>
    /// <exception cref="ArgumentException">The folder holds no prompt.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="PromptFormatException">A file of a prompt is wrong.</exception>
    public static IReadOnlyList<(string Name, Prompt Prompt)> Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        (string Name, Prompt Prompt)[] prompts =
        [
            .. PromptsIn(folder).Select(prompt => (prompt.Name, prompt)),
            .. Folders(folder).Where(kind => !IsPrompt(kind)).SelectMany(kind => PromptsIn(kind)
                .Select(prompt => ($"{Path.GetFileName(kind).Replace('-', '_')}_{prompt.Name}", prompt))),
        ];
        return prompts.Length > 0
            ? prompts
            : throw new ArgumentException(
                $"No subfolder of '{folder}' has a {PromptFile.FileName}, nor has a subfolder of one.", nameof(folder));
    }

    private static IEnumerable<Prompt> PromptsIn(string folder) =>
        Folders(folder).Where(IsPrompt).Select(Prompt.Load);

    private static IOrderedEnumerable<string> Folders(string folder) =>
        Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal);

    private static bool IsPrompt(string folder) => File.Exists(Path.Combine(folder, PromptFile.FileName));
}

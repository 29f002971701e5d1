using GptPrompting.Prompts;

namespace GptPrompting.Cli;

/// <summary>The prompts that come with the tool, in the folder <c>prompts</c> beside it.</summary>
internal static class PromptLibrary
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "prompts");

    /// <param name="prompt">A prompt folder, or the name of one in the library; a folder goes first.</param>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static Prompt Load(string prompt)
    {
        string inBox = Path.Combine(Folder, prompt);
        if (Directory.Exists(prompt) || !Directory.Exists(inBox))
        {
            return Directory.Exists(prompt) ? Prompt.Load(prompt) : throw new ArgumentException(
                $"'{prompt}' is neither a prompt folder nor a prompt in the box: {string.Join(", ", Names())}.");
        }

        return Prompt.Load(inBox);
    }

    private static IEnumerable<string> Names() =>
        Directory.EnumerateFiles(Folder, "prompt.yaml", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, Path.GetDirectoryName(file)!).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
}

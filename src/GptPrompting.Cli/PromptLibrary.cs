using GptPrompting.Prompts;

namespace GptPrompting.Cli;

/// <summary>The prompts that come with the tool, in the folder <c>prompts</c> beside it.</summary>
internal static class PromptLibrary
{
    private const string PromptFile = "prompt.yaml";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "prompts");

    /// <param name="prompt">A prompt folder, or the name of one in the library; a folder goes first.</param>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static Prompt Load(string prompt)
    {
        if (prompt.Length > 0 && File.Exists(Path.Combine(prompt, PromptFile)))
        {
            return Prompt.Load(prompt);
        }

        string[] names = Names();
        return names.Contains(prompt) ? Prompt.Load(Path.Combine(Folder, prompt)) : throw new ArgumentException(
            $"'{prompt}' is neither a folder with a {PromptFile} nor a prompt in the box: {string.Join(", ", names)}.");
    }

    private static string[] Names() =>
        [.. Directory.EnumerateFiles(Folder, PromptFile, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, Path.GetDirectoryName(file)!).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];
}

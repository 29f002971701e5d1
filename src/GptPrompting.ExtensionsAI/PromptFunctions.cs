using GptPrompting.Prompts;
using Microsoft.Extensions.AI;

namespace GptPrompting.ExtensionsAI;

/// <summary>Prompt folders as functions that agents can call: no kernel is needed to render or run them.</summary>
/// <remarks>
/// Arguments are the prompt's variables, typed as their defaults are (text where they have none), and <c>shots</c>, how
/// many demonstrations to show in this call. A function renders the prompt, asks the model with the prompt's own
/// settings and gives the text without the white space at its ends; a prompt with the setting <c>choices</c> gives the
/// one that the model finds most probable.
/// </remarks>
public static class PromptFunctions
{
    private const string PromptFile = "prompt.yaml";

    /// <summary>Makes a function of one prompt.</summary>
    /// <param name="prompt">The prompt; its name is the function's.</param>
    /// <param name="model">Answers; disposed by the caller, after the function was last used.</param>
    /// <exception cref="ArgumentException">A setting of the prompt cannot be used.</exception>
    public static AIFunction Create(Prompt prompt, LanguageModel model)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(model);
        return new PromptFunction(prompt, model, prompt.Name);
    }

    /// <summary>
    /// Makes functions of all prompts in a folder: of its subfolders with a <c>prompt.yaml</c>, named as they are, and
    /// of those one level further down, named <c>subfolder_name</c>.
    /// </summary>
    /// <param name="folder">A plugin's folder, or one of several plugins.</param>
    /// <param name="model">Answers; disposed by the caller, after the functions were last used.</param>
    /// <returns>The functions, by the order of their paths.</returns>
    /// <exception cref="ArgumentException">There is no prompt, or a setting of one cannot be used.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="PromptFormatException">A file of a prompt is wrong.</exception>
    public static IReadOnlyList<AIFunction> Load(string folder, LanguageModel model)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(model);
        AIFunction[] functions =
        [
            .. from prompt in PromptsIn(folder) select Create(prompt, model),
            .. from plugin in Folders(folder)
               where !File.Exists(Path.Combine(plugin, PromptFile))
               from prompt in PromptsIn(plugin)
               select new PromptFunction(prompt, model, $"{Path.GetFileName(plugin)}_{prompt.Name}"),
        ];
        return functions.Length > 0
            ? functions
            : throw new ArgumentException($"No folder in '{folder}' has a {PromptFile}.", nameof(folder));
    }

    private static IEnumerable<Prompt> PromptsIn(string folder) =>
        Folders(folder).Where(each => File.Exists(Path.Combine(each, PromptFile))).Select(Prompt.Load);

    private static IEnumerable<string> Folders(string folder) =>
        Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal);
}

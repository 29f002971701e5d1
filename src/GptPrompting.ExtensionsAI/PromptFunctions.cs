using GptPrompting.Prompts;
using Microsoft.Extensions.AI;

namespace GptPrompting.ExtensionsAI;

/// <summary>Prompt folders as functions that agents can call: no kernel is needed to render or run them.</summary>
/// <remarks>
/// Arguments are the prompt's variables, typed as their defaults are (text where they have none), and <c>shots</c>, how
/// many demonstrations to show in this call. A function renders the prompt, asks the model with the prompt's own
/// settings and gives the text without the white space at its ends; a prompt with the setting <c>choices</c> gives the
/// one that the model finds most probable. Demonstrations that do not fit into the model's context together with the
/// answer are left out, the last of them first.
/// </remarks>
public static class PromptFunctions
{
    /// <summary>
    /// Where a call's arguments have a <c>Context</c>, it gets under this key how many demonstrations were left out.
    /// </summary>
    public const string LeftOutKey = "left_out_demonstrations";

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
    /// Makes functions of all prompts of a plugin's folder, or of a folder of plugins, named as <see
    /// cref="PromptFolder.Load"/> names them.
    /// </summary>
    /// <param name="folder">Subfolders without a prompt are left out.</param>
    /// <param name="model">Answers; disposed by the caller, after the functions were last used.</param>
    /// <returns>The functions, by the order of their paths.</returns>
    /// <exception cref="ArgumentException">There is no prompt, or a setting of one cannot be used.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="PromptFormatException">A file of a prompt is wrong.</exception>
    public static IReadOnlyList<AIFunction> Load(string folder, LanguageModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [.. PromptFolder.Load(folder).Select(each => new PromptFunction(each.Prompt, model, each.Name))];
    }
}

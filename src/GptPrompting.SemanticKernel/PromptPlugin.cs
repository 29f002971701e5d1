using GptPrompting.Prompts;
using Microsoft.SemanticKernel;

namespace GptPrompting.SemanticKernel;

/// <summary>Makes kernel functions of prompt folders; see <see cref="Prompt"/> for what such a folder holds.</summary>
/// <remarks>
/// <para>
/// Besides its variables a function takes arguments that change what one call shows: <c>demonstrations</c>, a list
/// of <see cref="Demonstration"/> to show, all of them, in place of the prompt's own, and <c>selection</c>, a <see
/// cref="Demonstrations.DemonstrationSelection"/> or the name of a <see
/// cref="Demonstrations.DemonstrationMethod"/>, by which as many as <c>shots</c> says are chosen for the variable
/// <c>input</c>, or for the first that is required where there is none of that name. Vectors come from the kernel's
/// <c>IEmbeddingGenerator</c>, or else from its model.
/// </para>
/// <para>
/// Where a service of this library answers, demonstrations that do not fit into its model's context together with the
/// answer (<c>max_tokens</c>) are left out, the least useful first, as <see cref="LanguageModel.FitPrompt"/> does; with
/// the argument <c>strict</c>, true, that is an error. The result's metadata says under <see
/// cref="ExtensionsAI.PromptFunctions.LeftOutKey"/> how many were left out, 0 where all fitted, unless a filter has
/// replaced the rendered prompt.
/// </para>
/// </remarks>
public static class PromptPlugin
{
    /// <summary>
    /// Makes a plugin of a folder whose subfolders are prompts: one function each, named by its <c>prompt.yaml</c>.
    /// Prompts may also lie one folder deeper; <see cref="PromptFolder.Load"/> says how they are named.
    /// </summary>
    /// <param name="folder">Subfolders without a <c>prompt.yaml</c> are left out.</param>
    /// <param name="pluginName">ASCII letters, digits and underscores; null for the folder's name.</param>
    /// <exception cref="ArgumentException">
    /// The folder holds no prompt or two of the same name, or a name is not allowed.
    /// </exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="PromptFormatException">A file of a prompt is wrong.</exception>
    public static KernelPlugin Load(string folder, string? pluginName = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return KernelPluginFactory.CreateFromFunctions(pluginName ?? NameOf(folder), LoadFunctions(folder));
    }

    /// <inheritdoc cref="Load"/>
    internal static KernelFunction[] LoadFunctions(string folder) =>
        [.. PromptFolder.Load(folder).Select(each => CreateFunction(each.Prompt, each.Name))];

    /// <summary>Makes a function of one prompt. Its arguments are the prompt's variables; others are refused.</summary>
    /// <param name="prompt">The prompt. Its settings apply where the caller's arguments bring none.</param>
    /// <returns>A function that renders the prompt and asks the kernel's service.</returns>
    public static KernelFunction CreateFunction(Prompt prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return CreateFunction(prompt, prompt.Name);
    }

    private static KernelFunction CreateFunction(Prompt prompt, string name)
    {
        var config = new PromptTemplateConfig(prompt.Template.Text)
        {
            Name = name,
            Description = prompt.Description,
            TemplateFormat = ScribanPromptTemplateFactory.ScribanTemplateFormat,
            InputVariables = [.. prompt.InputVariables.Select(ToInputVariable)],
            OutputVariable = prompt.Output is { } output
                ? new OutputVariable { Description = output.Description, JsonSchema = output.JsonSchema }
                : null,
        };
        foreach (PromptServiceSettings service in prompt.Services)
        {
            config.ExecutionSettings[service.ServiceId] = new()
            {
                ModelId = service.ModelId,
                ExtensionData = service.Settings.Where(each => each.Value is not null)
                    .ToDictionary(each => each.Key, each => each.Value!),
            };
        }

        var template = new PromptFolderTemplate(prompt);
        KernelFunction function = KernelFunctionFactory.CreateFromPrompt(template, config);
        template.Function = function;
        return function;
    }

    private static InputVariable ToInputVariable(PromptVariable variable) => new()
    {
        Name = variable.Name,
        Description = variable.Description,
        Default = variable.Default,
        IsRequired = variable.IsRequired,
        JsonSchema = variable.JsonSchema,
        AllowDangerouslySetContent = variable.AllowDangerouslySetContent,
    };

    private static string NameOf(string folder) =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
}

using GptPrompting.Prompts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

namespace GptPrompting.SemanticKernel;

/// <summary>Gives a kernel the prompts of a folder, or those in the box, as functions.</summary>
public static class PromptPluginExtensions
{
    /// <summary>The name of the plugin that <c>AddGptPrompting</c> adds where no other is said.</summary>
    public const string DefaultPluginName = "GptPrompting";

    /// <summary>Adds a plugin of the prompts of a folder; see <see cref="PromptPlugin.Load"/>.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="folder">Subfolders without a <c>prompt.yaml</c> are left out.</param>
    /// <param name="pluginName">ASCII letters, digits and underscores; null for the folder's name.</param>
    /// <inheritdoc cref="PromptPlugin.Load" path="/exception"/>
    /// <returns>The plugin.</returns>
    public static KernelPlugin ImportPluginFromPromptFolder(
        this Kernel kernel, string folder, string? pluginName = null)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        KernelPlugin plugin = PromptPlugin.Load(folder, pluginName);
        kernel.Plugins.Add(plugin);
        return plugin;
    }

    /// <summary>
    /// Adds a plugin of all prompts in the box (<see cref="PromptLibrary.Folder"/>), such as
    /// <c>classify_sentiment</c>, and of <c>Classify</c>, <c>Score</c> and <c>CountTokens</c>, which ask a model
    /// directly.
    /// </summary>
    /// <param name="plugins">The plugins of a kernel.</param>
    /// <param name="model">
    /// The model of the three; null for that of the kernel's <see cref="OnnxGptTextGenerationService"/>, whichever
    /// kernel calls.
    /// </param>
    /// <param name="pluginName">ASCII letters, digits and underscores.</param>
    /// <returns>The plugin.</returns>
    /// <exception cref="ArgumentException">There is a plugin of this name, or the name is not allowed.</exception>
    /// <exception cref="DirectoryNotFoundException">The prompts are not beside the program.</exception>
    /// <exception cref="PromptFormatException">A file of a prompt is wrong.</exception>
    public static KernelPlugin AddGptPrompting(
        this ICollection<KernelPlugin> plugins, LanguageModel? model = null, string pluginName = DefaultPluginName)
    {
        ArgumentNullException.ThrowIfNull(plugins);
        KernelPlugin plugin = CreatePlugin(model, pluginName);
        plugins.Add(plugin);
        return plugin;
    }

    /// <inheritdoc cref="AddGptPrompting(ICollection{KernelPlugin}, LanguageModel?, string)"/>
    /// <param name="plugins">The plugins of a kernel under construction.</param>
    /// <param name="model">The model of the three; null for that of the calling kernel.</param>
    /// <param name="pluginName">ASCII letters, digits and underscores.</param>
    /// <returns>The same plugins.</returns>
    public static IKernelBuilderPlugins AddGptPrompting(
        this IKernelBuilderPlugins plugins, LanguageModel? model = null, string pluginName = DefaultPluginName)
    {
        ArgumentNullException.ThrowIfNull(plugins);
        KernelPlugin plugin = CreatePlugin(model, pluginName);
        plugins.Services.AddSingleton(plugin);
        return plugins;
    }

    private static KernelPlugin CreatePlugin(LanguageModel? model, string pluginName) =>
        KernelPluginFactory.CreateFromFunctions(
            pluginName, [.. PromptPlugin.LoadFunctions(PromptLibrary.Folder), .. ModelFunctions.Create(model)]);
}

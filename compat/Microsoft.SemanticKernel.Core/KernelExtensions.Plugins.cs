using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.SemanticKernel;

public static partial class KernelExtensions
{
    public static KernelPlugin CreatePluginFromType<T>(this Kernel kernel, string? pluginName = null)
    {
        Verify.NotNull(kernel);
        return KernelPluginFactory.CreateFromType<T>(pluginName, kernel.Services);
    }

    public static KernelPlugin CreatePluginFromObject(this Kernel kernel, object target, string? pluginName = null)
    {
        Verify.NotNull(kernel);
        return KernelPluginFactory.CreateFromObject(target, pluginName, kernel.LoggerFactory);
    }

    public static KernelPlugin CreatePluginFromFunctions(
        this Kernel kernel, string pluginName, IEnumerable<KernelFunction>? functions) =>
        kernel.CreatePluginFromFunctions(pluginName, description: null, functions);

    public static KernelPlugin CreatePluginFromFunctions(
        this Kernel kernel,
        string pluginName,
        string? description = null,
        IEnumerable<KernelFunction>? functions = null)
    {
        Verify.NotNull(kernel);
        return KernelPluginFactory.CreateFromFunctions(pluginName, description, functions);
    }

    public static KernelPlugin ImportPluginFromType<T>(this Kernel kernel, string? pluginName = null) =>
        kernel.Import(kernel.CreatePluginFromType<T>(pluginName));

    public static KernelPlugin ImportPluginFromObject(this Kernel kernel, object target, string? pluginName = null) =>
        kernel.Import(kernel.CreatePluginFromObject(target, pluginName));

    public static KernelPlugin ImportPluginFromFunctions(
        this Kernel kernel, string pluginName, IEnumerable<KernelFunction>? functions) =>
        kernel.ImportPluginFromFunctions(pluginName, description: null, functions);

    public static KernelPlugin ImportPluginFromFunctions(
        this Kernel kernel,
        string pluginName,
        string? description = null,
        IEnumerable<KernelFunction>? functions = null) =>
        kernel.Import(kernel.CreatePluginFromFunctions(pluginName, description, functions));

    public static IKernelBuilderPlugins Add(this IKernelBuilderPlugins plugins, KernelPlugin plugin)
    {
        Verify.NotNull(plugins);
        Verify.NotNull(plugin);
        plugins.Services.AddSingleton(plugin);
        return plugins;
    }

    public static IKernelBuilderPlugins AddFromType<T>(this IKernelBuilderPlugins plugins, string? pluginName = null)
    {
        Verify.NotNull(plugins);
        plugins.Services.AddSingleton<KernelPlugin>(
            services => KernelPluginFactory.CreateFromType<T>(pluginName, services));
        return plugins;
    }

    public static IKernelBuilderPlugins AddFromObject(
        this IKernelBuilderPlugins plugins, object target, string? pluginName = null)
    {
        Verify.NotNull(plugins);
        plugins.Services.AddSingleton(services =>
            KernelPluginFactory.CreateFromObject(target, pluginName, services.GetService<ILoggerFactory>()));
        return plugins;
    }

    private static KernelPlugin Import(this Kernel kernel, KernelPlugin plugin)
    {
        kernel.Plugins.Add(plugin);
        return plugin;
    }
}

using System.Diagnostics.CodeAnalysis;

namespace Microsoft.SemanticKernel;

public static class KernelPluginExtensions
{
    public static bool Contains(this IReadOnlyKernelPluginCollection plugins, string pluginName)
    {
        Verify.NotNull(plugins);
        Verify.NotNull(pluginName);
        return plugins.TryGetPlugin(pluginName, out _);
    }

    public static KernelFunction GetFunction(
        this IReadOnlyKernelPluginCollection plugins, string? pluginName, string functionName) =>
        plugins.TryGetFunction(pluginName, functionName, out KernelFunction? function)
            ? function
            : throw new KeyNotFoundException(
                $"The plugin collection does not contain a plugin and/or function with the specified names. "
                + $"Plugin name - '{pluginName}', function name - '{functionName}'.");

    /// <summary>Without a plugin name, all plugins are searched and the first function of that name is taken.</summary>
    public static bool TryGetFunction(
        this IReadOnlyKernelPluginCollection plugins,
        string? pluginName,
        string functionName,
        [NotNullWhen(true)] out KernelFunction? func)
    {
        Verify.NotNull(plugins);
        Verify.NotNull(functionName);
        func = null;
        if (!string.IsNullOrWhiteSpace(pluginName))
        {
            return plugins.TryGetPlugin(pluginName, out KernelPlugin? plugin)
                && plugin.TryGetFunction(functionName, out func);
        }

        foreach (KernelPlugin each in plugins)
        {
            if (each.TryGetFunction(functionName, out func))
            {
                return true;
            }
        }

        return false;
    }

    public static IList<KernelFunctionMetadata> GetFunctionsMetadata(this IEnumerable<KernelPlugin> plugins)
    {
        Verify.NotNull(plugins);
        return [.. plugins.SelectMany(each => each.GetFunctionsMetadata())];
    }
}

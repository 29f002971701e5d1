using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.SemanticKernel;

public static partial class KernelPluginFactory
{
    public static KernelPlugin CreateFromType<T>(string? pluginName = null, IServiceProvider? serviceProvider = null)
    {
        serviceProvider ??= EmptyServiceProvider.Instance;
        return CreateFromObject(
            ActivatorUtilities.CreateInstance<T>(serviceProvider)!,
            pluginName,
            serviceProvider.GetService<ILoggerFactory>());
    }

    public static KernelPlugin CreateFromObject(
        object target, string? pluginName = null, ILoggerFactory? loggerFactory = null)
    {
        Verify.NotNull(target);
        pluginName ??= NameOf(target.GetType());
        const BindingFlags All =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        List<KernelFunction> functions = [.. target.GetType().GetMethods(All)
            .Where(each => each.GetCustomAttribute<KernelFunctionAttribute>() is not null)
            .Select(each => KernelFunctionFactory.CreateFromMethod(
                each, each.IsStatic ? null : target, loggerFactory: loggerFactory))];
        return functions.Count == 0
            ? throw new ArgumentException(
                $"The {target.GetType()} instance doesn't implement any [KernelFunction]-attributed methods.")
            : CreateFromFunctions(pluginName, null, functions);
    }

    public static KernelPlugin CreateFromFunctions(string pluginName, IEnumerable<KernelFunction>? functions) =>
        CreateFromFunctions(pluginName, description: null, functions);

    public static KernelPlugin CreateFromFunctions(
        string pluginName, string? description = null, IEnumerable<KernelFunction>? functions = null) =>
        new DefaultKernelPlugin(pluginName, description, functions);

    private static string NameOf(Type type)
    {
        string[] names = [type.Name, .. type.GetGenericArguments().Select(each => each.Name)];
        return InvalidCharacters().Replace(string.Join('_', names.Select(each => each.Split('`')[0])), "_");
    }

    [GeneratedRegex("[^0-9A-Za-z_]")]
    private static partial Regex InvalidCharacters();
}

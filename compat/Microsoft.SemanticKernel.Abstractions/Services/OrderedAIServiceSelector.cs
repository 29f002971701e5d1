using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.SemanticKernel.Services;

/// <summary>
/// By service id first, then by model id, then any service for the default settings; the last one registered wins.
/// </summary>
internal sealed class OrderedAIServiceSelector : IAIServiceSelector
{
    internal static OrderedAIServiceSelector Instance { get; } = new();

    public bool TrySelectAIService<T>(
        Kernel kernel,
        KernelFunction function,
        KernelArguments arguments,
        [NotNullWhen(true)] out T? service,
        out PromptExecutionSettings? serviceSettings)
        where T : class, IAIService
    {
        IReadOnlyDictionary<string, PromptExecutionSettings>? all = arguments.ExecutionSettings
            ?? function.ExecutionSettings;
        serviceSettings = null;
        if (all is not { Count: > 0 })
        {
            service = Any<T>(kernel);
            return service is not null;
        }

        (service, serviceSettings) = ByServiceId<T>(kernel, all) ?? ByModelId<T>(kernel, all)
            ?? ByDefault<T>(kernel, all) ?? (null, null);
        return service is not null;
    }

    private static (T?, PromptExecutionSettings?)? ByServiceId<T>(
        Kernel kernel, IReadOnlyDictionary<string, PromptExecutionSettings> all)
        where T : class, IAIService
    {
        foreach ((string id, PromptExecutionSettings settings) in all)
        {
            if (!IsDefault(id) && (kernel.Services as IKeyedServiceProvider)?.GetKeyedService<T>(id) is { } found)
            {
                return (found, settings);
            }
        }

        return null;
    }

    private static (T?, PromptExecutionSettings?)? ByModelId<T>(
        Kernel kernel, IReadOnlyDictionary<string, PromptExecutionSettings> all)
        where T : class, IAIService
    {
        foreach (PromptExecutionSettings settings in all.Values.Where(each => !string.IsNullOrEmpty(each.ModelId)))
        {
            if (kernel.GetAllServices<T>().FirstOrDefault(each => each.GetModelId() == settings.ModelId) is { } found)
            {
                return (found, settings);
            }
        }

        return null;
    }

    private static (T?, PromptExecutionSettings?)? ByDefault<T>(
        Kernel kernel, IReadOnlyDictionary<string, PromptExecutionSettings> all)
        where T : class, IAIService
    {
        PromptExecutionSettings? settings = all.FirstOrDefault(each => IsDefault(each.Key)).Value;
        return settings is not null && Any<T>(kernel) is { } found ? (found, settings) : null;
    }

    private static bool IsDefault(string id) =>
        string.IsNullOrEmpty(id)
            || id.Equals(PromptExecutionSettings.DefaultServiceId, StringComparison.OrdinalIgnoreCase);

    private static T? Any<T>(Kernel kernel)
        where T : class =>
        kernel.Services is IKeyedServiceProvider
            ? kernel.GetAllServices<T>().LastOrDefault()
            : kernel.Services.GetService<T>();
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.SemanticKernel.Services;

namespace Microsoft.SemanticKernel;

public sealed partial class Kernel
{
    /// <summary>Under this key the builder leaves, per service type, the keys it was registered with.</summary>
    internal const string KernelServiceTypeToKeyMappings = nameof(KernelServiceTypeToKeyMappings);

    private CultureInfo _culture = CultureInfo.InvariantCulture;

    public Kernel(IServiceProvider? services = null, KernelPluginCollection? plugins = null)
    {
        Services = services ?? EmptyServiceProvider.Instance;
        Plugins = plugins
            ?? Services.GetService<KernelPluginCollection>()
            ?? new KernelPluginCollection(Services.GetServices<KernelPlugin>());
        FunctionInvocationFilters = [.. Services.GetServices<IFunctionInvocationFilter>()];
        PromptRenderFilters = [.. Services.GetServices<IPromptRenderFilter>()];
    }

    public KernelPluginCollection Plugins { get; }

    public IList<IFunctionInvocationFilter> FunctionInvocationFilters { get; private init; }

    public IList<IPromptRenderFilter> PromptRenderFilters { get; private init; }

    public IServiceProvider Services { get; }

    public IDictionary<string, object?> Data { get; private init; } = new Dictionary<string, object?>();

    [AllowNull]
    [JsonIgnore]
    public CultureInfo Culture
    {
        get => _culture;
        set => _culture = value ?? CultureInfo.InvariantCulture;
    }

    [JsonIgnore]
    public ILoggerFactory LoggerFactory => Services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;

    [JsonIgnore]
    public IAIServiceSelector ServiceSelector =>
        Services.GetService<IAIServiceSelector>() ?? OrderedAIServiceSelector.Instance;

    public static IKernelBuilder CreateBuilder() => new KernelBuilder();

    /// <summary>The services are shared; plugins, filters and data are copied.</summary>
    public Kernel Clone() => new(Services, new KernelPluginCollection(Plugins))
    {
        FunctionInvocationFilters = [.. FunctionInvocationFilters],
        PromptRenderFilters = [.. PromptRenderFilters],
        Data = new Dictionary<string, object?>(Data),
        Culture = Culture,
    };

    public T GetRequiredService<T>(object? serviceKey = null)
        where T : class
    {
        bool isKeyed = Services is IKeyedServiceProvider;
        T? service = serviceKey is null
            ? Services.GetService<T>() ?? (isKeyed ? GetAllServices<T>().LastOrDefault() : null)
            : isKeyed ? Services.GetKeyedService<T>(serviceKey) : null;
        return service ?? throw new KernelException(serviceKey is null
            ? $"Service of type '{typeof(T)}' not registered."
            : $"Service of type '{typeof(T)}' and key '{serviceKey}' not registered.");
    }

    public IEnumerable<T> GetAllServices<T>()
        where T : class
    {
        if (Services is IKeyedServiceProvider
            && Services.GetKeyedService<Dictionary<Type, HashSet<object?>>>(
                KernelServiceTypeToKeyMappings) is { } keysByType)
        {
            return keysByType.TryGetValue(typeof(T), out HashSet<object?>? keys)
                ? keys.SelectMany(key => Services.GetKeyedServices<T>(key))
                : [];
        }

        return Services.GetServices<T>();
    }

    internal Task OnFunctionInvocationAsync(
        FunctionInvocationContext context, Func<FunctionInvocationContext, Task> invoke) =>
        Chain(FunctionInvocationFilters, (filter, each, next) => filter.OnFunctionInvocationAsync(each, next), invoke)(
            context);

    internal Task OnPromptRenderAsync(PromptRenderContext context, Func<PromptRenderContext, Task> render) =>
        Chain(PromptRenderFilters, (filter, each, next) => filter.OnPromptRenderAsync(each, next), render)(context);

    /// <summary>The filter that was registered first is the outermost.</summary>
    private static Func<TContext, Task> Chain<TFilter, TContext>(
        IList<TFilter> filters,
        Func<TFilter, TContext, Func<TContext, Task>, Task> call,
        Func<TContext, Task> innermost) =>
        filters.Reverse().Aggregate(innermost, (next, filter) => context => call(filter, context, next));
}

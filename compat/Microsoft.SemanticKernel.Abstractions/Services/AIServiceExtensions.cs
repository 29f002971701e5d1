using System.Text;

namespace Microsoft.SemanticKernel.Services;

public static class AIServiceExtensions
{
    public static string ModelIdKey => "ModelId";

    public static string EndpointKey => "Endpoint";

    public static string ApiVersionKey => "ApiVersion";

    public static string? GetModelId(this IAIService service) => service.Read(ModelIdKey);

    public static string? GetEndpoint(this IAIService service) => service.Read(EndpointKey);

    public static string? GetApiVersion(this IAIService service) => service.Read(ApiVersionKey);

    public static (T, PromptExecutionSettings?) SelectAIService<T>(
        this IAIServiceSelector selector, Kernel kernel, KernelFunction function, KernelArguments arguments)
        where T : class, IAIService
    {
        Verify.NotNull(selector);
        Verify.NotNull(kernel);
        Verify.NotNull(function);
        Verify.NotNull(arguments);
        return selector.TrySelectAIService(
            kernel, function, arguments, out T? service, out PromptExecutionSettings? settings)
            ? (service, settings)
            : throw new KernelException(Explain<T>(function));
    }

    private static string? Read(this IAIService service, string key)
    {
        Verify.NotNull(service);
        return service.Attributes?.TryGetValue(key, out object? value) == true ? value as string : null;
    }

    private static string Explain<T>(KernelFunction function)
    {
        var message = new StringBuilder($"Required service of type {typeof(T)} not registered.");
        if (function.ExecutionSettings is { } settings)
        {
            Append(message, "serviceIds", settings.Keys);
            Append(message, "modelIds", settings.Values.Select(each => each.ModelId));
        }

        return message.ToString();
    }

    private static void Append(StringBuilder message, string what, IEnumerable<string?> ids)
    {
        string joined = string.Join('|', ids);
        if (joined.Length > 0)
        {
            message.Append($" Expected {what}: {joined}.");
        }
    }
}

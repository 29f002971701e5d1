using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Microsoft.SemanticKernel;

public static class KernelFunctionFactory
{
    public static KernelFunction CreateFromMethod(
        Delegate method,
        string? functionName = null,
        string? description = null,
        IEnumerable<KernelParameterMetadata>? parameters = null,
        KernelReturnParameterMetadata? returnParameter = null,
        ILoggerFactory? loggerFactory = null) =>
        CreateFromMethod(
            method.Method, method.Target, functionName, description, parameters, returnParameter, loggerFactory);

    public static KernelFunction CreateFromMethod(
        MethodInfo method,
        object? target = null,
        string? functionName = null,
        string? description = null,
        IEnumerable<KernelParameterMetadata>? parameters = null,
        KernelReturnParameterMetadata? returnParameter = null,
        ILoggerFactory? loggerFactory = null) =>
        KernelFunctionFromMethod.Create(method, target, functionName, description, parameters, returnParameter);

    public static KernelFunction CreateFromPrompt(
        string promptTemplate,
        PromptExecutionSettings? executionSettings = null,
        string? functionName = null,
        string? description = null,
        string? templateFormat = null,
        IPromptTemplateFactory? promptTemplateFactory = null,
        ILoggerFactory? loggerFactory = null) =>
        CreateFromPrompt(
            promptTemplate,
            executionSettings is null ? null : new[] { executionSettings },
            functionName,
            description,
            templateFormat,
            promptTemplateFactory,
            loggerFactory);

    public static KernelFunction CreateFromPrompt(
        string promptTemplate,
        IEnumerable<PromptExecutionSettings>? executionSettings,
        string? functionName = null,
        string? description = null,
        string? templateFormat = null,
        IPromptTemplateFactory? promptTemplateFactory = null,
        ILoggerFactory? loggerFactory = null)
    {
        RequireTemplateAndFormat(promptTemplate, templateFormat, promptTemplateFactory);
        PromptTemplateConfig config = new(promptTemplate)
        {
            Name = functionName,
            Description = description ?? "Generic function, unknown purpose",
            TemplateFormat = templateFormat,
            ExecutionSettings = (executionSettings ?? [])
                .ToDictionary(each => each.ServiceId ?? PromptExecutionSettings.DefaultServiceId),
        };
        return CreateFromPrompt(config, promptTemplateFactory, loggerFactory);
    }

    public static KernelFunction CreateFromPrompt(
        PromptTemplateConfig promptConfig,
        IPromptTemplateFactory? promptTemplateFactory = null,
        ILoggerFactory? loggerFactory = null)
    {
        IPromptTemplateFactory factory = promptTemplateFactory ?? new KernelPromptTemplateFactory(loggerFactory);
        return CreateFromPrompt(factory.Create(promptConfig), promptConfig, loggerFactory);
    }

    public static KernelFunction CreateFromPrompt(
        IPromptTemplate promptTemplate, PromptTemplateConfig promptConfig, ILoggerFactory? loggerFactory = null)
    {
        Verify.NotNull(promptTemplate);
        Verify.NotNull(promptConfig);
        return KernelFunctionFromPrompt.Create(promptTemplate, promptConfig);
    }

    internal static void RequireTemplateAndFormat(
        string promptTemplate, string? templateFormat, IPromptTemplateFactory? promptTemplateFactory)
    {
        Verify.NotNullOrWhiteSpace(promptTemplate);
        if (promptTemplateFactory is not null && string.IsNullOrWhiteSpace(templateFormat))
        {
            throw new ArgumentException(
                $"Template format is required when providing a {nameof(promptTemplateFactory)}",
                nameof(templateFormat));
        }
    }
}

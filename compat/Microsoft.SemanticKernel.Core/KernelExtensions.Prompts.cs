namespace Microsoft.SemanticKernel;

public static partial class KernelExtensions
{
    public static Task<FunctionResult> InvokePromptAsync(
        this Kernel kernel,
        string promptTemplate,
        KernelArguments? arguments = null,
        string? templateFormat = null,
        IPromptTemplateFactory? promptTemplateFactory = null,
        PromptTemplateConfig? promptTemplateConfig = null,
        CancellationToken cancellationToken = default) =>
        kernel.InvokeAsync(
            kernel.FromPrompt(
                nameof(InvokePromptAsync), promptTemplate, templateFormat, promptTemplateFactory, promptTemplateConfig),
            arguments,
            cancellationToken);

    public static Task<T?> InvokePromptAsync<T>(
        this Kernel kernel,
        string promptTemplate,
        KernelArguments? arguments = null,
        string? templateFormat = null,
        IPromptTemplateFactory? promptTemplateFactory = null,
        PromptTemplateConfig? promptTemplateConfig = null,
        CancellationToken cancellationToken = default) =>
        kernel.InvokeAsync<T>(
            kernel.FromPrompt(
                nameof(InvokePromptAsync), promptTemplate, templateFormat, promptTemplateFactory, promptTemplateConfig),
            arguments,
            cancellationToken);

    public static IAsyncEnumerable<StreamingKernelContent> InvokePromptStreamingAsync(
        this Kernel kernel,
        string promptTemplate,
        KernelArguments? arguments = null,
        string? templateFormat = null,
        IPromptTemplateFactory? promptTemplateFactory = null,
        PromptTemplateConfig? promptTemplateConfig = null,
        CancellationToken cancellationToken = default) =>
        kernel.InvokePromptStreamingAsync<StreamingKernelContent>(
            promptTemplate, arguments, templateFormat, promptTemplateFactory, promptTemplateConfig, cancellationToken);

    public static IAsyncEnumerable<T> InvokePromptStreamingAsync<T>(
        this Kernel kernel,
        string promptTemplate,
        KernelArguments? arguments = null,
        string? templateFormat = null,
        IPromptTemplateFactory? promptTemplateFactory = null,
        PromptTemplateConfig? promptTemplateConfig = null,
        CancellationToken cancellationToken = default) =>
        kernel.InvokeStreamingAsync<T>(
            kernel.FromPrompt(
                nameof(InvokePromptStreamingAsync),
                promptTemplate,
                templateFormat,
                promptTemplateFactory,
                promptTemplateConfig),
            arguments,
            cancellationToken);

    /// <summary>A configuration says everything else itself; its template only where it has one.</summary>
    private static KernelFunction FromPrompt(
        this Kernel kernel,
        string name,
        string promptTemplate,
        string? templateFormat,
        IPromptTemplateFactory? factory,
        PromptTemplateConfig? config)
    {
        Verify.NotNull(kernel);
        if (config is null)
        {
            return kernel.CreateFunctionFromPrompt(
                promptTemplate,
                executionSettings: null,
                KernelFunctionFromPrompt.RandomName(name),
                description: null,
                templateFormat,
                factory);
        }

        KernelFunctionFactory.RequireTemplateAndFormat(promptTemplate, templateFormat, factory);
        if (string.IsNullOrWhiteSpace(config.Template))
        {
            config.Template = promptTemplate;
        }

        return kernel.CreateFunctionFromPrompt(config, factory);
    }
}

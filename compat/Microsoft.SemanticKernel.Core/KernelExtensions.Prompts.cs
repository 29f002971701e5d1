namespace Microsoft.SemanticKernel;

public static partial class KernelExtensions
{
    public static Task<FunctionResult> InvokePromptAsync(
        this Kernel kernel,
        string promptTemplate,
        KernelArguments? arguments = null,
        string? templateFormat = null,
        IPromptTemplateFactory? promptTemplateFactory = null,
        CancellationToken cancellationToken = default) =>
        kernel.InvokeAsync(
            FromPrompt(kernel, nameof(InvokePromptAsync), promptTemplate, templateFormat, promptTemplateFactory),
            arguments,
            cancellationToken);

    public static Task<T?> InvokePromptAsync<T>(
        this Kernel kernel,
        string promptTemplate,
        KernelArguments? arguments = null,
        string? templateFormat = null,
        IPromptTemplateFactory? promptTemplateFactory = null,
        CancellationToken cancellationToken = default) =>
        kernel.InvokeAsync<T>(
            FromPrompt(kernel, nameof(InvokePromptAsync), promptTemplate, templateFormat, promptTemplateFactory),
            arguments,
            cancellationToken);

    public static IAsyncEnumerable<StreamingKernelContent> InvokePromptStreamingAsync(
        this Kernel kernel,
        string promptTemplate,
        KernelArguments? arguments = null,
        string? templateFormat = null,
        IPromptTemplateFactory? promptTemplateFactory = null,
        CancellationToken cancellationToken = default) =>
        kernel.InvokePromptStreamingAsync<StreamingKernelContent>(
            promptTemplate, arguments, templateFormat, promptTemplateFactory, cancellationToken);

    public static IAsyncEnumerable<T> InvokePromptStreamingAsync<T>(
        this Kernel kernel,
        string promptTemplate,
        KernelArguments? arguments = null,
        string? templateFormat = null,
        IPromptTemplateFactory? promptTemplateFactory = null,
        CancellationToken cancellationToken = default) =>
        kernel.InvokeStreamingAsync<T>(
            FromPrompt(
                kernel, nameof(InvokePromptStreamingAsync), promptTemplate, templateFormat, promptTemplateFactory),
            arguments,
            cancellationToken);

    private static KernelFunction FromPrompt(
        Kernel kernel, string name, string promptTemplate, string? templateFormat, IPromptTemplateFactory? factory)
    {
        Verify.NotNull(kernel);
        return kernel.CreateFunctionFromPrompt(
            promptTemplate,
            executionSettings: null,
            KernelFunctionFromPrompt.RandomName(name),
            description: null,
            templateFormat,
            factory);
    }
}

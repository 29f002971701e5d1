namespace Microsoft.SemanticKernel;

public sealed class PromptRenderContext
{
    private string? _renderedPrompt;

    internal PromptRenderContext(Kernel kernel, KernelFunction function, KernelArguments arguments)
    {
        Kernel = kernel;
        Function = function;
        Arguments = arguments;
    }

    public CancellationToken CancellationToken { get; init; }

    public bool IsStreaming { get; init; }

    public Kernel Kernel { get; }

    public KernelFunction Function { get; }

    public KernelArguments Arguments { get; }

    public PromptExecutionSettings? ExecutionSettings { get; init; }

    public string? RenderedPrompt
    {
        get => _renderedPrompt;
        set
        {
            Verify.NotNullOrWhiteSpace(value);
            _renderedPrompt = value;
        }
    }

    /// <summary>Set by a filter: the function returns this and asks no service.</summary>
    public FunctionResult? Result { get; set; }
}

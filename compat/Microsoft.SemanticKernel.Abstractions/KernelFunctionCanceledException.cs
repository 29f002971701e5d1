namespace Microsoft.SemanticKernel;

/// <summary>A cancellation, together with the function during which it happened.</summary>
public sealed class KernelFunctionCanceledException : OperationCanceledException
{
    public KernelFunctionCanceledException(
        Kernel kernel,
        KernelFunction function,
        KernelArguments arguments,
        FunctionResult? functionResult,
        Exception? innerException = null)
        : base($"The invocation of function '{function.Name}' was canceled.", innerException, TokenOf(innerException))
    {
        Kernel = kernel;
        Function = function;
        Arguments = arguments;
        FunctionResult = functionResult;
    }

    public Kernel Kernel { get; }

    public KernelFunction Function { get; }

    public KernelArguments Arguments { get; }

    public FunctionResult? FunctionResult { get; }

    private static CancellationToken TokenOf(Exception? exception) =>
        (exception as OperationCanceledException)?.CancellationToken ?? default;
}

namespace Microsoft.SemanticKernel;

/// <summary>The base of the errors that the kernel itself raises.</summary>
public class KernelException : Exception
{
    public KernelException()
    {
    }

    public KernelException(string? message)
        : base(message)
    {
    }

    public KernelException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

namespace Microsoft.SemanticKernel;

public interface IPromptTemplate
{
    Task<string> RenderAsync(
        Kernel kernel, KernelArguments? arguments = null, CancellationToken cancellationToken = default);
}

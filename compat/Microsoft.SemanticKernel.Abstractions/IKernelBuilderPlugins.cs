using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.SemanticKernel;

public interface IKernelBuilderPlugins
{
    IServiceCollection Services { get; }
}

using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.SemanticKernel;

internal sealed class KernelBuilder : IKernelBuilder, IKernelBuilderPlugins
{
    private IServiceCollection? _services;

    internal KernelBuilder() => AllowBuild = true;

    internal KernelBuilder(IServiceCollection services) => _services = services;

    /// <summary>False where the services belong to somebody else, who builds the provider.</summary>
    internal bool AllowBuild { get; }

    public IServiceCollection Services => _services ??= new ServiceCollection();

    public IKernelBuilderPlugins Plugins => this;
}

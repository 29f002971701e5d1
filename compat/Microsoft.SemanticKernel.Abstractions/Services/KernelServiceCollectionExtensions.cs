using Microsoft.SemanticKernel;

namespace Microsoft.Extensions.DependencyInjection;

public static class KernelServiceCollectionExtensions
{
    /// <summary>Kernels are mutable, so each request gets a kernel and a plugin collection of its own.</summary>
    public static IKernelBuilder AddKernel(this IServiceCollection services)
    {
        Verify.NotNull(services);
        services.AddTransient<KernelPluginCollection>();
        services.AddTransient<Kernel>();
        return new KernelBuilder(services);
    }
}

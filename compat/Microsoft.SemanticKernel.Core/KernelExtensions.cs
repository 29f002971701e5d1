using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.SemanticKernel;

public static partial class KernelExtensions
{
    public static Kernel Build(this IKernelBuilder builder)
    {
        Verify.NotNull(builder);
        if (builder is KernelBuilder { AllowBuild: false })
        {
            throw new InvalidOperationException(
                "Build is not permitted on instances returned from AddKernel. "
                + "Resolve the Kernel from the service provider.");
        }

        if (builder.Services.Count == 0)
        {
            return new Kernel();
        }

        Dictionary<Type, HashSet<object?>> keysByType = [];
        foreach (ServiceDescriptor service in builder.Services)
        {
            if (!keysByType.TryGetValue(service.ServiceType, out HashSet<object?>? keys))
            {
                keysByType[service.ServiceType] = keys = [];
            }

            keys.Add(service.ServiceKey);
        }

        builder.Services.AddKeyedSingleton(Kernel.KernelServiceTypeToKeyMappings, keysByType);
        return new Kernel(builder.Services.BuildServiceProvider());
    }
}

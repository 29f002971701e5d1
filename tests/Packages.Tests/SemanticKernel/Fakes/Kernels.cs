using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.TextGeneration;

namespace Packages.Tests.SemanticKernel.Fakes;

internal static class Kernels
{
    public static Kernel With(params ITextGenerationService[] services)
    {
        IKernelBuilder builder = Kernel.CreateBuilder();
        foreach (ITextGenerationService service in services)
        {
            builder.Services.AddSingleton(service);
        }

        return builder.Build();
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.TextGeneration;

namespace GptPrompting.SemanticKernel.Tests;

internal static class Kernels
{
    public static Kernel With(ITextGenerationService service)
    {
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton(service);
        return builder.Build();
    }

    public static Kernel With(LanguageModel model) => Kernel.CreateBuilder().AddOnnxGptTextGeneration(model).Build();
}

using GptPrompting.ExtensionsAI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.TextGeneration;

namespace GptPrompting.SemanticKernel;

/// <summary>Adds a local GPT to a kernel or to a service collection.</summary>
public static class OnnxGptTextGenerationExtensions
{
    /// <summary>
    /// Adds the model of a folder. It is loaded once, when first asked for, for all services that name the same folder
    /// and the same options; who disposes the services disposes it.
    /// </summary>
    /// <param name="builder">The kernel under construction.</param>
    /// <param name="modelFolder">
    /// The folder; see <see cref="LanguageModel.Load"/>, whose exceptions come at the first use.
    /// </param>
    /// <param name="options">Which graph to take, threads; null is the default.</param>
    /// <param name="serviceId">The id by which settings select the service; null for the default service.</param>
    /// <returns>The same builder.</returns>
    public static IKernelBuilder AddOnnxGptTextGeneration(
        this IKernelBuilder builder, string modelFolder, LanguageModelOptions? options = null, string? serviceId = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOnnxGptTextGeneration(modelFolder, options, serviceId);
        return builder;
    }

    /// <summary>Adds a model that is loaded already. It goes on belonging to the caller, who disposes it.</summary>
    /// <param name="builder">The kernel under construction.</param>
    /// <param name="model">The model.</param>
    /// <param name="serviceId">The id by which settings select the service; null for the default service.</param>
    /// <returns>The same builder.</returns>
    public static IKernelBuilder AddOnnxGptTextGeneration(
        this IKernelBuilder builder, LanguageModel model, string? serviceId = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOnnxGptTextGeneration(model, serviceId);
        return builder;
    }

    /// <summary>
    /// Adds the model of a folder. It is loaded once, when first asked for, for all services that name the same folder
    /// and the same options; who disposes the services disposes it.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="modelFolder">
    /// The folder; see <see cref="LanguageModel.Load"/>, whose exceptions come at the first use.
    /// </param>
    /// <param name="options">Which graph to take, threads; null is the default.</param>
    /// <param name="serviceId">The id by which settings select the service; null for the default service.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddOnnxGptTextGeneration(
        this IServiceCollection services,
        string modelFolder,
        LanguageModelOptions? options = null,
        string? serviceId = null)
    {
        Func<IServiceProvider, LanguageModel> model = services.AddModel(modelFolder, options);
        return services.Add(serviceId, model);
    }

    /// <summary>Adds a model that is loaded already. It goes on belonging to the caller, who disposes it.</summary>
    /// <param name="services">The services.</param>
    /// <param name="model">The model.</param>
    /// <param name="serviceId">The id by which settings select the service; null for the default service.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddOnnxGptTextGeneration(
        this IServiceCollection services, LanguageModel model, string? serviceId = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return services.Add(serviceId, _ => model);
    }

    private static IServiceCollection Add(
        this IServiceCollection services, string? serviceId, Func<IServiceProvider, LanguageModel> model) =>
        services.AddKeyedSingleton<ITextGenerationService>(
            serviceId, (provider, _) => new OnnxGptTextGenerationService(model(provider)));
}

using GptPrompting.Chat;
using GptPrompting.ExtensionsAI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace GptPrompting.SemanticKernel;

/// <summary>Adds a local GPT as a chat service to a kernel or to a service collection.</summary>
/// <remarks>
/// A kernel takes a chat service before a text service; where both are added, prompts that are to be continued name the
/// text service's id in their settings.
/// </remarks>
public static class OnnxGptChatCompletionExtensions
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
    /// <param name="template">How chats are written; null is <see cref="LanguageModel.LoadChatTemplate"/>.</param>
    /// <param name="serviceId">The id by which settings select the service; null for the default service.</param>
    /// <returns>The same builder.</returns>
    public static IKernelBuilder AddOnnxGptChatCompletion(
        this IKernelBuilder builder,
        string modelFolder,
        LanguageModelOptions? options = null,
        ChatTemplate? template = null,
        string? serviceId = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOnnxGptChatCompletion(modelFolder, options, template, serviceId);
        return builder;
    }

    /// <summary>Adds a model that is loaded already. It goes on belonging to the caller, who disposes it.</summary>
    /// <param name="builder">The kernel under construction.</param>
    /// <param name="model">The model.</param>
    /// <param name="template">How chats are written; null is <see cref="LanguageModel.LoadChatTemplate"/>.</param>
    /// <param name="serviceId">The id by which settings select the service; null for the default service.</param>
    /// <returns>The same builder.</returns>
    public static IKernelBuilder AddOnnxGptChatCompletion(
        this IKernelBuilder builder, LanguageModel model, ChatTemplate? template = null, string? serviceId = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOnnxGptChatCompletion(model, template, serviceId);
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
    /// <param name="template">How chats are written; null is <see cref="LanguageModel.LoadChatTemplate"/>.</param>
    /// <param name="serviceId">The id by which settings select the service; null for the default service.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddOnnxGptChatCompletion(
        this IServiceCollection services,
        string modelFolder,
        LanguageModelOptions? options = null,
        ChatTemplate? template = null,
        string? serviceId = null)
    {
        Func<IServiceProvider, LanguageModel> model = services.AddModel(modelFolder, options);
        return services.AddKeyedSingleton<IChatCompletionService>(
            serviceId, (provider, _) => new OnnxGptChatCompletionService(model(provider), template));
    }

    /// <summary>Adds a model that is loaded already. It goes on belonging to the caller, who disposes it.</summary>
    /// <param name="services">The services.</param>
    /// <param name="model">The model.</param>
    /// <param name="template">How chats are written; null is <see cref="LanguageModel.LoadChatTemplate"/>.</param>
    /// <param name="serviceId">The id by which settings select the service; null for the default service.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddOnnxGptChatCompletion(
        this IServiceCollection services, LanguageModel model, ChatTemplate? template = null, string? serviceId = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(model);
        return services.AddKeyedSingleton<IChatCompletionService>(
            serviceId, (_, _) => new OnnxGptChatCompletionService(model, template));
    }
}

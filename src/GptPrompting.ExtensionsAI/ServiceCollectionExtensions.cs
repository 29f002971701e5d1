using GptPrompting.Chat;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace GptPrompting.ExtensionsAI;

/// <summary>Adds local models to a service collection.</summary>
/// <remarks>
/// A model that is named by its folder is loaded once, when first asked for, for all services of the container that
/// name the same folder and the same options, those of Semantic Kernel included; who disposes the container disposes
/// it. Exceptions of loading come at the first use.
/// </remarks>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds the model of a folder as <see cref="IChatClient"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="modelFolder">The folder; see <see cref="LanguageModel.Load"/>.</param>
    /// <param name="options">Which graph to take, threads; null is the default.</param>
    /// <param name="template">How chats are written; null is <see cref="LanguageModel.LoadChatTemplate"/>.</param>
    /// <param name="serviceKey">The key of the service; null for none.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddGptPromptingChatClient(
        this IServiceCollection services,
        string modelFolder,
        LanguageModelOptions? options = null,
        ChatTemplate? template = null,
        object? serviceKey = null)
    {
        Func<IServiceProvider, LanguageModel> model = services.AddModel(modelFolder, options);
        return services.AddKeyedSingleton<IChatClient>(
            serviceKey, (provider, _) => new LanguageModelChatClient(model(provider), template));
    }

    /// <summary>Adds a loaded model as <see cref="IChatClient"/>. It goes on belonging to the caller.</summary>
    /// <param name="services">The services.</param>
    /// <param name="model">The model.</param>
    /// <param name="template">How chats are written; null is <see cref="LanguageModel.LoadChatTemplate"/>.</param>
    /// <param name="serviceKey">The key of the service; null for none.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddGptPromptingChatClient(
        this IServiceCollection services, LanguageModel model, ChatTemplate? template = null, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(model);
        return services.AddKeyedSingleton<IChatClient>(
            serviceKey, (_, _) => new LanguageModelChatClient(model, template));
    }

    /// <summary>Adds the GPT of a folder as a generator of embeddings.</summary>
    /// <param name="services">The services.</param>
    /// <param name="modelFolder">The folder; see <see cref="LanguageModel.Load"/>.</param>
    /// <param name="options">Which graph to take, threads; null is the default.</param>
    /// <param name="serviceKey">The key of the service; null for none.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddGptPromptingEmbeddingGenerator(
        this IServiceCollection services,
        string modelFolder,
        LanguageModelOptions? options = null,
        object? serviceKey = null)
    {
        Func<IServiceProvider, LanguageModel> model = services.AddModel(modelFolder, options);
        return services.AddKeyedSingleton<IEmbeddingGenerator<string, Embedding<float>>>(
            serviceKey, (provider, _) => new LocalEmbeddingGenerator(model(provider)));
    }
}

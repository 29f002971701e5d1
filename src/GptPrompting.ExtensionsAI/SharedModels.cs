using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GptPrompting.ExtensionsAI;

/// <summary>One loaded model for all services of a container that name the same folder and options.</summary>
internal static class SharedModels
{
    /// <summary>
    /// Adds the model of a folder; it is loaded when first asked for, and disposed with the container.
    /// </summary>
    /// <returns>What asks for it.</returns>
    internal static Func<IServiceProvider, LanguageModel> AddModel(
        this IServiceCollection services, string folder, LanguageModelOptions? options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var key = new ModelKey(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), options);
        services.TryAddKeyedSingleton(key, (_, _) => LanguageModel.Load(folder, options));
        return provider => provider.GetRequiredKeyedService<LanguageModel>(key);
    }

    private sealed record ModelKey(string Folder, LanguageModelOptions? Options);
}

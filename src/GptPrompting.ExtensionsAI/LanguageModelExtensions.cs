using GptPrompting.Chat;
using GptPrompting.States;
using Microsoft.Extensions.AI;

namespace GptPrompting.ExtensionsAI;

/// <summary>Loaded models as Microsoft.Extensions.AI knows them. The models go on belonging to the caller.</summary>
public static class LanguageModelExtensions
{
    /// <summary>A model as a chat client.</summary>
    /// <inheritdoc cref="LanguageModelChatClient(LanguageModel, ChatTemplate?)" path="/param"/>
    public static IChatClient AsIChatClient(this LanguageModel model, ChatTemplate? template = null) =>
        new LanguageModelChatClient(model, template);

    /// <summary>A model as an embedding generator.</summary>
    /// <inheritdoc cref="LocalEmbeddingGenerator(LanguageModel, EmbeddingOptions?)" path="/param"/>
    public static IEmbeddingGenerator<string, Embedding<float>> AsIEmbeddingGenerator(
        this LanguageModel model, EmbeddingOptions? options = null) => new LocalEmbeddingGenerator(model, options);

    /// <summary>A model for embeddings as an embedding generator.</summary>
    /// <inheritdoc cref="LocalEmbeddingGenerator(EmbeddingModel, EmbeddingOptions?)" path="/param"/>
    public static IEmbeddingGenerator<string, Embedding<float>> AsIEmbeddingGenerator(
        this EmbeddingModel model, EmbeddingOptions? options = null) => new LocalEmbeddingGenerator(model, options);

    /// <summary>
    /// What agents can ask a model directly: <c>Classify</c> (labels by their probability), <c>Score</c> (how likely a
    /// continuation is) and <c>CountTokens</c>. Prompt folders as functions are <see cref="PromptFunctions"/>.
    /// </summary>
    /// <param name="model">The model; disposed by the caller, after the functions were last used.</param>
    /// <returns>The three functions. Their results are JSON, as those of Microsoft.Extensions.AI are.</returns>
    public static IReadOnlyList<AIFunction> AsAIFunctions(this LanguageModel model) => ModelFunctions.Create(model);
}

using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.TextGeneration;

namespace GptPrompting.SemanticKernel;

/// <summary>The service of this library that will answer a call, and the room that its prompt must leave.</summary>
/// <param name="Model">Reads the prompt.</param>
/// <param name="Texts">Where the service looks up what was fitted.</param>
/// <param name="Settings">How it will be asked.</param>
/// <param name="TokensAround">What a chat has more than the prompt.</param>
internal sealed record AskedService(
    LanguageModel Model, FittedTexts Texts, PromptExecutionSettings? Settings, int TokensAround)
{
    /// <summary>Chooses as the kernel does: a chat service before a text service.</summary>
    /// <returns>Null where another service will answer, or none.</returns>
    public static AskedService? Find(Kernel kernel, KernelFunction function, KernelArguments arguments)
    {
        IAIServiceSelector selector = kernel.ServiceSelector;
        if (selector.TrySelectAIService<IChatCompletionService>(
            kernel, function, arguments, out IChatCompletionService? chat, out PromptExecutionSettings? settings))
        {
            return chat is OnnxGptChatCompletionService own
                ? new AskedService(own.Model, own.Texts, settings, own.TokensAround)
                : null;
        }

        return selector.TrySelectAIService<ITextGenerationService>(
            kernel, function, arguments, out ITextGenerationService? text, out settings)
            && text is OnnxGptTextGenerationService asked
                ? new AskedService(asked.Model, asked.Texts, settings, TokensAround: 0)
                : null;
    }
}

namespace Microsoft.SemanticKernel.ChatCompletion;

public static class ChatCompletionServiceExtensions
{
    public static Task<IReadOnlyList<ChatMessageContent>> GetChatMessageContentsAsync(
        this IChatCompletionService chatCompletionService,
        string prompt,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default) => chatCompletionService.GetChatMessageContentsAsync(
            ChatPrompt.Parse(prompt), executionSettings, kernel, cancellationToken);

    public static async Task<ChatMessageContent> GetChatMessageContentAsync(
        this IChatCompletionService chatCompletionService,
        string prompt,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default) => (await chatCompletionService.GetChatMessageContentsAsync(
            prompt, executionSettings, kernel, cancellationToken).ConfigureAwait(false)).Single();
}
